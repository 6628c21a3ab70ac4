-- Workouts as a user plans them: exercises in order, each with the sets that it is meant to have.
--
-- Ships before the code that uses it: new tables, and a column that the version before does not know. That it refers to
-- nothing wrong in the workouts there are is looked at by V4_2.

CREATE TABLE template (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    name       text        NOT NULL,
    -- Names that differ in upper and lower case alone are one.
    name_key   text        GENERATED ALWAYS AS (lower(name)) STORED NOT NULL,
    notes      text,
    -- How often it changed: what its ETag says.
    revision   bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Read backwards this is the list, newest first: the ids are made in the order of time.
    CONSTRAINT pk_template PRIMARY KEY (user_id, id),
    -- Also the list by name.
    CONSTRAINT uq_template_name UNIQUE (user_id, name_key),
    CONSTRAINT ck_template_name CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_template_notes CHECK (length(notes) BETWEEN 1 AND 2000)
);

CREATE TABLE template_exercise (
    user_id     text    NOT NULL,
    template_id uuid    NOT NULL,
    position    integer NOT NULL,
    exercise_id uuid    NOT NULL,
    superset    integer,
    notes       text,
    CONSTRAINT pk_template_exercise PRIMARY KEY (user_id, template_id, position),
    CONSTRAINT fk_template_exercise_template FOREIGN KEY (user_id, template_id)
        REFERENCES template (user_id, id) ON DELETE CASCADE,
    -- An exercise that a template names is in use: undoing the import that brought it leaves it.
    CONSTRAINT fk_template_exercise_exercise FOREIGN KEY (user_id, exercise_id) REFERENCES exercise (user_id, id),
    CONSTRAINT ck_template_exercise_position CHECK (position BETWEEN 1 AND 50),
    CONSTRAINT ck_template_exercise_superset CHECK (superset BETWEEN 1 AND 100),
    CONSTRAINT ck_template_exercise_notes CHECK (length(notes) BETWEEN 1 AND 2000)
);

-- Whether an exercise is in use.
CREATE INDEX ix_template_exercise_exercise ON template_exercise (user_id, exercise_id);

CREATE TABLE template_set (
    user_id      text    NOT NULL,
    template_id  uuid    NOT NULL,
    position     integer NOT NULL,
    number       integer NOT NULL,
    type         text    NOT NULL,
    reps         integer,
    -- The upper end, of a range of repetitions.
    max_reps     integer,
    -- Exact, shown in the unit that it was given in. Null leaves the load to the percentage or to the progression.
    weight_kg    numeric,
    unit         text,
    -- Of the best estimated one-repetition maximum.
    percentage   numeric,
    rpe          numeric(3, 1),
    rir          numeric(3, 1),
    rest_seconds integer,
    CONSTRAINT pk_template_set PRIMARY KEY (user_id, template_id, position, number),
    CONSTRAINT fk_template_set_exercise FOREIGN KEY (user_id, template_id, position)
        REFERENCES template_exercise (user_id, template_id, position) ON DELETE CASCADE,
    CONSTRAINT ck_template_set_number CHECK (number BETWEEN 1 AND 30),
    CONSTRAINT ck_template_set_type CHECK (type IN ('working', 'warmup', 'drop', 'failure', 'amrap')),
    CONSTRAINT ck_template_set_reps CHECK (reps BETWEEN 1 AND 1000 AND max_reps BETWEEN reps AND 1000),
    CONSTRAINT ck_template_set_max_reps CHECK (max_reps IS NULL OR reps IS NOT NULL),
    CONSTRAINT ck_template_set_weight CHECK (weight_kg BETWEEN 0 AND 2000 AND unit IN ('kg', 'lb')),
    CONSTRAINT ck_template_set_unit CHECK ((weight_kg IS NULL) = (unit IS NULL)),
    CONSTRAINT ck_template_set_percentage CHECK (percentage > 0 AND percentage <= 150),
    CONSTRAINT ck_template_set_load CHECK (num_nonnulls(weight_kg, percentage) < 2),
    CONSTRAINT ck_template_set_rpe CHECK (rpe BETWEEN 1 AND 10 AND rpe * 2 = round(rpe * 2)),
    CONSTRAINT ck_template_set_rir CHECK (rir BETWEEN 0 AND 10 AND rir * 2 = round(rir * 2)),
    CONSTRAINT ck_template_set_effort CHECK (num_nonnulls(rpe, rir) < 2),
    CONSTRAINT ck_template_set_rest CHECK (rest_seconds BETWEEN 0 AND 86400)
);

-- What a workout was started from, as long as that is there.
ALTER TABLE workout ADD COLUMN template_id uuid;
ALTER TABLE workout ADD CONSTRAINT fk_workout_template FOREIGN KEY (user_id, template_id)
    REFERENCES template (user_id, id) ON DELETE SET NULL (template_id) NOT VALID;

-- When a template was last used, and which workouts lose it when it goes. Holds no row at first, so that building it is one
-- look at the table.
CREATE INDEX ix_workout_template ON workout (user_id, template_id, started_at) WHERE template_id IS NOT NULL;
