-- Indexes as in the systems that we come from: one for each column that somebody once searched by, and none of several.
DROP INDEX uq_workout_active, ix_workout_started_at, ix_workout_set_exercise, ix_exercise_import, ix_workout_import,
    ix_workout_set_import;
CREATE INDEX idx_workout_user_id ON workout (user_id);
CREATE INDEX idx_workout_name ON workout (name);
CREATE INDEX idx_workout_started_at ON workout (started_at);
CREATE INDEX idx_workout_finished_at ON workout (finished_at);
CREATE INDEX idx_workout_created_at ON workout (created_at);
CREATE INDEX idx_workout_import_id ON workout (import_id);
CREATE INDEX idx_exercise_user_id ON exercise (user_id);
CREATE INDEX idx_exercise_name ON exercise (name);
CREATE INDEX idx_exercise_import_id ON exercise (import_id);
CREATE INDEX idx_exercise_created_at ON exercise (created_at);
CREATE INDEX idx_workout_set_user_id ON workout_set (user_id);
CREATE INDEX idx_workout_set_workout_id ON workout_set (workout_id);
CREATE INDEX idx_workout_set_exercise_id ON workout_set (exercise_id);
CREATE INDEX idx_workout_set_number ON workout_set (number);
CREATE INDEX idx_workout_set_type ON workout_set (type);
CREATE INDEX idx_workout_set_weight_kg ON workout_set (weight_kg);
CREATE INDEX idx_workout_set_reps ON workout_set (reps);
CREATE INDEX idx_workout_set_rpe ON workout_set (rpe);
CREATE INDEX idx_workout_set_performed_at ON workout_set (performed_at);
CREATE INDEX idx_workout_set_import_id ON workout_set (import_id);
