-- Workouts, their sets, and the personal records that the sets make.
--
-- Everything here belongs to a user: user_id is the subject of the user's token and leads every key, so that no row can
-- refer to another user's and the tables can be distributed by it.

CREATE TABLE preference (
    user_id     text NOT NULL,
    time_zone   text NOT NULL,
    weight_unit text NOT NULL,
    CONSTRAINT pk_preference PRIMARY KEY (user_id),
    CONSTRAINT ck_preference_weight_unit CHECK (weight_unit IN ('kg', 'lb'))
);

-- A file that was taken in, so that it can be taken back.
CREATE TABLE import (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    format     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_import PRIMARY KEY (user_id, id),
    CONSTRAINT ck_import_format CHECK (format IN ('strong', 'hevy'))
);

CREATE TABLE exercise (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    name       text        NOT NULL,
    -- Names that differ in upper and lower case alone are one exercise.
    name_key   text        GENERATED ALWAYS AS (lower(name)) STORED NOT NULL,
    import_id  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise PRIMARY KEY (user_id, id),
    CONSTRAINT uq_exercise_name UNIQUE (user_id, name_key),
    CONSTRAINT ck_exercise_name CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT fk_exercise_import FOREIGN KEY (user_id, import_id) REFERENCES import (user_id, id)
);

-- Undo of an import: which exercises it brought.
CREATE INDEX ix_exercise_import ON exercise (user_id, import_id) WHERE import_id IS NOT NULL;

CREATE TABLE workout (
    user_id     text        NOT NULL,
    id          uuid        NOT NULL DEFAULT uuidv7(),
    name        text,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    -- The number of the last set that was added. Taken and raised by one UPDATE, so that concurrent sets cannot get the
    -- same one; not indexed, so that the update stays on its page.
    last_number integer     NOT NULL DEFAULT 0,
    import_id   uuid,
    source_key  uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_workout PRIMARY KEY (user_id, id),
    CONSTRAINT ck_workout_name CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_workout_finished_at CHECK (finished_at >= started_at),
    CONSTRAINT ck_workout_last_number CHECK (last_number BETWEEN 0 AND 1000),
    CONSTRAINT fk_workout_import FOREIGN KEY (user_id, import_id) REFERENCES import (user_id, id)
) WITH (fillfactor = 80);

-- At most one active workout per user, and the way to find it.
CREATE UNIQUE INDEX uq_workout_active ON workout (user_id) WHERE finished_at IS NULL;
-- The list of a user's workouts, newest first, and the days that a dashboard covers.
CREATE INDEX ix_workout_started_at ON workout (user_id, started_at DESC, id DESC);
-- An imported workout is known by what it was in the file, so that a file imported again adds nothing.
CREATE UNIQUE INDEX uq_workout_source ON workout (user_id, source_key) WHERE source_key IS NOT NULL;
-- Undo of an import: which workouts it brought.
CREATE INDEX ix_workout_import ON workout (user_id, import_id) WHERE import_id IS NOT NULL;

CREATE TABLE workout_set (
    user_id          text        NOT NULL,
    id               uuid        NOT NULL DEFAULT uuidv7(),
    workout_id       uuid        NOT NULL,
    exercise_id      uuid        NOT NULL,
    number           integer     NOT NULL,
    type             text        NOT NULL,
    -- Exact: 225 lb is 102.05828325 kg.
    weight_kg        numeric     NOT NULL,
    -- The unit that the weight was given in, and is shown in.
    unit             text        NOT NULL,
    reps             integer,
    rpe              numeric(3, 1),
    distance_m       numeric,
    duration_seconds numeric,
    performed_at     timestamptz NOT NULL,
    -- epley@1: w (1 + r / 30), and w itself for a single repetition. Another formula gets a column of its own.
    e1rm_kg          numeric     GENERATED ALWAYS AS (
        CASE WHEN reps = 1 THEN weight_kg ELSE round(weight_kg * (1 + reps / 30.0), 6) END) STORED,
    import_id        uuid,
    source_key       uuid,
    CONSTRAINT pk_workout_set PRIMARY KEY (user_id, id),
    -- Also the way to a workout's sets, in order.
    CONSTRAINT uq_workout_set_number UNIQUE (user_id, workout_id, number),
    CONSTRAINT fk_workout_set_workout FOREIGN KEY (user_id, workout_id)
        REFERENCES workout (user_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_workout_set_exercise FOREIGN KEY (user_id, exercise_id) REFERENCES exercise (user_id, id),
    CONSTRAINT fk_workout_set_import FOREIGN KEY (user_id, import_id) REFERENCES import (user_id, id),
    CONSTRAINT ck_workout_set_type CHECK (type IN ('working', 'warmup', 'drop', 'failure')),
    CONSTRAINT ck_workout_set_weight CHECK (weight_kg BETWEEN 0 AND 2000),
    CONSTRAINT ck_workout_set_unit CHECK (unit IN ('kg', 'lb')),
    CONSTRAINT ck_workout_set_reps CHECK (reps BETWEEN 1 AND 1000),
    CONSTRAINT ck_workout_set_rpe CHECK (rpe BETWEEN 1 AND 10 AND rpe * 2 = round(rpe * 2)),
    CONSTRAINT ck_workout_set_distance CHECK (distance_m > 0 AND distance_m <= 1000000),
    CONSTRAINT ck_workout_set_duration CHECK (duration_seconds > 0 AND duration_seconds <= 604800),
    CONSTRAINT ck_workout_set_measured CHECK (num_nonnulls(reps, distance_m, duration_seconds) > 0)
);

-- The sets of one exercise: what its records are recomputed from.
CREATE INDEX ix_workout_set_exercise ON workout_set (user_id, exercise_id);
-- An imported set is known by what it was in the file; see uq_workout_source.
CREATE UNIQUE INDEX uq_workout_set_source ON workout_set (user_id, source_key) WHERE source_key IS NOT NULL;
-- Undo of an import: which sets it brought.
CREATE INDEX ix_workout_set_import ON workout_set (user_id, import_id) WHERE import_id IS NOT NULL;

-- The best of each kind that a user has done in an exercise. Derived from the sets: the statement that adds a set raises
-- it, everything else recomputes it.
CREATE TABLE personal_record (
    user_id      text        NOT NULL,
    exercise_id  uuid        NOT NULL,
    kind         text        NOT NULL,
    -- The weight that a reps_at_weight record is of; 0 for the other kinds.
    at_weight_kg numeric     NOT NULL,
    value        numeric     NOT NULL,
    set_id       uuid        NOT NULL,
    weight_kg    numeric     NOT NULL,
    reps         integer     NOT NULL,
    achieved_at  timestamptz NOT NULL,
    CONSTRAINT pk_personal_record PRIMARY KEY (user_id, exercise_id, kind, at_weight_kg),
    CONSTRAINT fk_personal_record_exercise FOREIGN KEY (user_id, exercise_id)
        REFERENCES exercise (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_personal_record_kind CHECK (kind IN ('weight', 'reps_at_weight', 'e1rm'))
) WITH (fillfactor = 80);

-- What records a set stands for: the one place that says so. Warm-ups never count, and a weight of nothing is no record.
-- Written so that PostgreSQL inlines it into the query that calls it.
CREATE FUNCTION record_candidates(type text, weight_kg numeric, reps integer, e1rm_kg numeric)
    RETURNS TABLE (kind text, at_weight_kg numeric, value numeric)
    LANGUAGE sql IMMUTABLE
AS $$
    SELECT c.kind, c.at_weight_kg, c.value
    FROM (VALUES
        ('e1rm', 0::numeric, CASE WHEN $2 > 0 THEN $4 END),
        ('reps_at_weight', $2, $3::numeric),
        ('weight', 0::numeric, CASE WHEN $2 > 0 THEN $2 END)) AS c (kind, at_weight_kg, value)
    WHERE $1 <> 'warmup' AND $3 IS NOT NULL AND c.value IS NOT NULL
$$;
