-- What training is planned by, each a column of its own; and what users have to load a bar with.
--
-- Ships before the code that uses it: what is new is null or has a constant default, so that the version before, which
-- names the columns that it writes, goes on.

ALTER TABLE preference
    ADD COLUMN week_start              text      NOT NULL DEFAULT 'monday',
    ADD COLUMN progression_type        text      NOT NULL DEFAULT 'linear',
    -- Exact, with the unit that it was given in; null is 2.5 kg or 5 lb, by the user's unit.
    ADD COLUMN linear_increment_kg     numeric,
    ADD COLUMN linear_increment_unit   text,
    ADD COLUMN percentage_increment    numeric   NOT NULL DEFAULT 2.5,
    ADD COLUMN warmup_percentages      numeric[] NOT NULL DEFAULT '{40,60,80}',
    -- As many as there are percentages.
    ADD COLUMN warmup_reps             integer[] NOT NULL DEFAULT '{8,5,3}',
    ADD COLUMN target_workouts_per_week integer  NOT NULL DEFAULT 3,
    ADD COLUMN experience_level        text      NOT NULL DEFAULT 'intermediate',
    ADD COLUMN default_rest_seconds    integer   NOT NULL DEFAULT 120;

-- One row a user: validated at once.
ALTER TABLE preference
    ADD CONSTRAINT ck_preference_week_start CHECK (week_start IN ('monday', 'sunday', 'saturday')),
    ADD CONSTRAINT ck_preference_progression_type CHECK (progression_type IN ('linear', 'percentage', 'adaptive')),
    ADD CONSTRAINT ck_preference_linear_increment
        CHECK (linear_increment_kg > 0 AND linear_increment_kg <= 50 AND linear_increment_unit IN ('kg', 'lb')),
    ADD CONSTRAINT ck_preference_linear_increment_unit
        CHECK ((linear_increment_kg IS NULL) = (linear_increment_unit IS NULL)),
    ADD CONSTRAINT ck_preference_percentage_increment
        CHECK (percentage_increment > 0 AND percentage_increment <= 20),
    ADD CONSTRAINT ck_preference_warmup_percentages
        CHECK (cardinality(warmup_percentages) <= 10 AND array_position(warmup_percentages, NULL) IS NULL
               AND 0 < ALL (warmup_percentages) AND 100 > ALL (warmup_percentages)),
    ADD CONSTRAINT ck_preference_warmup_reps
        CHECK (cardinality(warmup_reps) = cardinality(warmup_percentages) AND array_position(warmup_reps, NULL) IS NULL
               AND 1 <= ALL (warmup_reps) AND 100 >= ALL (warmup_reps)),
    ADD CONSTRAINT ck_preference_target_workouts CHECK (target_workouts_per_week BETWEEN 1 AND 14),
    ADD CONSTRAINT ck_preference_experience_level
        CHECK (experience_level IN ('beginner', 'intermediate', 'advanced')),
    ADD CONSTRAINT ck_preference_default_rest CHECK (default_rest_seconds BETWEEN 0 AND 3600);

-- A place where a user trains: its bar, and the plates for it.
CREATE TABLE gym (
    user_id  text    NOT NULL,
    name     text    NOT NULL,
    name_key text    GENERATED ALWAYS AS (lower(name)) STORED NOT NULL,
    bar_kg   numeric NOT NULL,
    bar_unit text    NOT NULL,
    CONSTRAINT pk_gym PRIMARY KEY (user_id, name_key),
    CONSTRAINT ck_gym_name CHECK (length(name) BETWEEN 1 AND 60),
    -- Nothing, of a machine that is loaded with plates.
    CONSTRAINT ck_gym_bar CHECK (bar_kg BETWEEN 0 AND 100),
    CONSTRAINT ck_gym_bar_unit CHECK (bar_unit IN ('kg', 'lb'))
);

CREATE TABLE plate (
    user_id   text    NOT NULL,
    gym       text    NOT NULL,
    weight_kg numeric NOT NULL,
    unit      text    NOT NULL,
    -- One of a pair goes on each side.
    pairs     integer NOT NULL,
    CONSTRAINT pk_plate PRIMARY KEY (user_id, gym, weight_kg, unit),
    CONSTRAINT fk_plate_gym FOREIGN KEY (user_id, gym) REFERENCES gym (user_id, name_key) ON DELETE CASCADE,
    CONSTRAINT ck_plate_weight CHECK (weight_kg > 0 AND weight_kg <= 100),
    CONSTRAINT ck_plate_unit CHECK (unit IN ('kg', 'lb')),
    CONSTRAINT ck_plate_pairs CHECK (pairs BETWEEN 1 AND 20)
);
