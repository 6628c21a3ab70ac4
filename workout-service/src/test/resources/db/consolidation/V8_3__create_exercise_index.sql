-- The sets of an exercise, which its records are recomputed from.
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_workout_set_exercise ON workout_set (user_id, exercise_id);
