-- Looks at every set once, while others go on reading and writing; V2 only made sure of new ones.
ALTER TABLE workout VALIDATE CONSTRAINT ck_workout_notes;
ALTER TABLE personal_record VALIDATE CONSTRAINT ck_personal_record_kind;
ALTER TABLE workout_set
    VALIDATE CONSTRAINT ck_workout_set_type,
    VALIDATE CONSTRAINT ck_workout_set_load,
    VALIDATE CONSTRAINT ck_workout_set_body_weight,
    VALIDATE CONSTRAINT ck_workout_set_rir,
    VALIDATE CONSTRAINT ck_workout_set_effort,
    VALIDATE CONSTRAINT ck_workout_set_superset,
    VALIDATE CONSTRAINT ck_workout_set_rest,
    VALIDATE CONSTRAINT ck_workout_set_notes;
