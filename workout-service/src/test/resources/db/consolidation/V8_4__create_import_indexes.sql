-- Undo of an import.
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_exercise_import ON exercise (user_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_workout_import ON workout (user_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_workout_set_import ON workout_set (user_id, import_id)
    WHERE import_id IS NOT NULL;
