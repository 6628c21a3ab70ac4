DROP TABLE body_weight;
DROP FUNCTION set_records(text, text, numeric, numeric, integer, numeric);
DROP TABLE record_event;
DELETE FROM personal_record WHERE kind IN ('set_volume', 'workout_volume');
ALTER TABLE personal_record
    DROP CONSTRAINT ck_personal_record_kind,
    ADD CONSTRAINT ck_personal_record_kind CHECK (kind IN ('weight', 'reps_at_weight', 'e1rm'));
UPDATE workout_set SET type = 'working' WHERE type = 'amrap';
ALTER TABLE workout_set
    DROP CONSTRAINT ck_workout_set_type,
    ADD CONSTRAINT ck_workout_set_type CHECK (type IN ('working', 'warmup', 'drop', 'failure')),
    DROP CONSTRAINT ck_workout_set_load,
    DROP CONSTRAINT ck_workout_set_body_weight,
    DROP CONSTRAINT ck_workout_set_rir,
    DROP CONSTRAINT ck_workout_set_effort,
    DROP CONSTRAINT ck_workout_set_superset,
    DROP CONSTRAINT ck_workout_set_rest,
    DROP CONSTRAINT ck_workout_set_notes,
    DROP COLUMN load,
    DROP COLUMN added_kg,
    DROP COLUMN body_weight_kg,
    DROP COLUMN rir,
    DROP COLUMN superset,
    DROP COLUMN rest_seconds,
    DROP COLUMN notes;
ALTER TABLE workout DROP CONSTRAINT ck_workout_notes, DROP COLUMN notes;
