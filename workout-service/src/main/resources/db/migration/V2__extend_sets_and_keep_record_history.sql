-- What a set can be beyond weight and repetitions, the history of records, and the log of body weight.
--
-- Ships before the code that uses it: columns are null or have a constant default, so no table is rewritten, and the
-- version before goes on without knowing them. Checks of what is there already are validated by V2_1.

ALTER TABLE workout ADD COLUMN notes text;

-- weight_kg stays what counts: towards records, e1RM and volume. With load 'bodyweight' it is the body weight of that
-- day plus what was added, with 'assisted' less what helped, and 0 while the body weight is not known.
ALTER TABLE workout_set
    ADD COLUMN load           text NOT NULL DEFAULT 'external',
    -- What was added to the body's weight or helped against it; null for an external load.
    ADD COLUMN added_kg       numeric,
    ADD COLUMN body_weight_kg numeric,
    -- Repetitions in reserve, for those who do not think in RPE.
    ADD COLUMN rir            numeric(3, 1),
    -- Sets of a workout with the same number here are done in turns.
    ADD COLUMN superset       integer,
    ADD COLUMN rest_seconds   integer,
    ADD COLUMN notes          text;

ALTER TABLE workout ADD CONSTRAINT ck_workout_notes CHECK (length(notes) BETWEEN 1 AND 2000) NOT VALID;

ALTER TABLE workout_set
    DROP CONSTRAINT ck_workout_set_type,
    ADD CONSTRAINT ck_workout_set_type
        CHECK (type IN ('working', 'warmup', 'drop', 'failure', 'amrap')) NOT VALID,
    ADD CONSTRAINT ck_workout_set_load CHECK (
        CASE load
            WHEN 'external' THEN added_kg IS NULL AND body_weight_kg IS NULL
            WHEN 'bodyweight' THEN added_kg BETWEEN 0 AND 2000 AND weight_kg = coalesce(body_weight_kg + added_kg, 0)
            WHEN 'assisted' THEN added_kg BETWEEN 0 AND 2000
                AND weight_kg = greatest(coalesce(body_weight_kg - added_kg, 0), 0)
            ELSE false
        END) NOT VALID,
    ADD CONSTRAINT ck_workout_set_body_weight CHECK (body_weight_kg > 0 AND body_weight_kg <= 1000) NOT VALID,
    ADD CONSTRAINT ck_workout_set_rir CHECK (rir BETWEEN 0 AND 10 AND rir * 2 = round(rir * 2)) NOT VALID,
    ADD CONSTRAINT ck_workout_set_effort CHECK (num_nonnulls(rpe, rir) < 2) NOT VALID,
    ADD CONSTRAINT ck_workout_set_superset CHECK (superset BETWEEN 1 AND 100) NOT VALID,
    ADD CONSTRAINT ck_workout_set_rest CHECK (rest_seconds BETWEEN 0 AND 86400) NOT VALID,
    ADD CONSTRAINT ck_workout_set_notes CHECK (length(notes) BETWEEN 1 AND 2000) NOT VALID;

ALTER TABLE personal_record
    DROP CONSTRAINT ck_personal_record_kind,
    ADD CONSTRAINT ck_personal_record_kind
        CHECK (kind IN ('weight', 'reps_at_weight', 'e1rm', 'set_volume', 'workout_volume')) NOT VALID;

-- Each change of a record, in the order in which they happened; rows are only ever added. What the records were at any
-- time can be read from it, and its sum is the table of records.
CREATE TABLE record_event (
    user_id       text        NOT NULL,
    id            uuid        NOT NULL DEFAULT uuidv7(),
    exercise_id   uuid        NOT NULL,
    kind          text        NOT NULL,
    at_weight_kg  numeric     NOT NULL,
    -- Null when there is no such record any more.
    value         numeric,
    former_value  numeric,
    -- Not a reference: the set may be gone, and that is what the event is about.
    set_id        uuid,
    former_set_id uuid,
    achieved_at   timestamptz,
    recorded_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_record_event PRIMARY KEY (user_id, id),
    CONSTRAINT fk_record_event_exercise FOREIGN KEY (user_id, exercise_id)
        REFERENCES exercise (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_record_event_value CHECK (num_nonnulls(value, former_value) > 0),
    CONSTRAINT ck_record_event_set CHECK ((value IS NULL) = (set_id IS NULL))
);

-- The history of one exercise, and what an exercise takes along when it goes.
CREATE INDEX ix_record_event_exercise ON record_event (user_id, exercise_id, id);

REVOKE UPDATE ON record_event FROM "${appRole}";

-- As record_candidates, which the version before uses, with body weight and volume. A set that is counted from the
-- body's weight is compared at what was added (or, below zero, helped), which is known even when the body weight is not.
CREATE FUNCTION set_records(type text, load text, added_kg numeric, weight_kg numeric, reps integer, e1rm_kg numeric)
    RETURNS TABLE (kind text, at_weight_kg numeric, value numeric)
    LANGUAGE sql IMMUTABLE
AS $$
    SELECT c.kind, c.at_weight_kg, c.value
    FROM (VALUES
        ('e1rm', 0::numeric, CASE WHEN $4 > 0 THEN $6 END),
        ('reps_at_weight', CASE $2 WHEN 'external' THEN $4 WHEN 'assisted' THEN -$3 ELSE $3 END, $5::numeric),
        ('set_volume', 0::numeric, CASE WHEN $4 > 0 THEN $4 * $5 END),
        ('weight', 0::numeric, CASE WHEN $2 = 'external' AND $4 > 0 THEN $4 WHEN $2 = 'bodyweight' AND $3 > 0 THEN $3 END)
    ) AS c (kind, at_weight_kg, value)
    WHERE $1 <> 'warmup' AND $5 IS NOT NULL AND c.value IS NOT NULL
$$;

CREATE TABLE body_weight (
    user_id                text        NOT NULL,
    day                    date        NOT NULL,
    weight_kg              numeric     NOT NULL,
    -- The unit that it was given in, and is shown in.
    unit                   text        NOT NULL,
    body_fat_percentage    numeric(4, 1),
    visceral_fat           numeric(4, 1),
    notes                  text,
    updated_at             timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_body_weight PRIMARY KEY (user_id, day),
    CONSTRAINT ck_body_weight_weight CHECK (weight_kg > 0 AND weight_kg <= 1000),
    CONSTRAINT ck_body_weight_unit CHECK (unit IN ('kg', 'lb')),
    CONSTRAINT ck_body_weight_body_fat CHECK (body_fat_percentage BETWEEN 0 AND 100),
    CONSTRAINT ck_body_weight_visceral_fat CHECK (visceral_fat BETWEEN 0 AND 100),
    CONSTRAINT ck_body_weight_notes CHECK (length(notes) BETWEEN 1 AND 2000)
);
