-- Exercises that everybody means the same by, and what each user's own names stand for.
--
-- Ships before the code that uses it. V3_<n> fills the catalogue and keeps the resolution right.

CREATE TABLE master_exercise (
    id          uuid        NOT NULL DEFAULT uuidv7(),
    name        text        NOT NULL,
    name_key    text        GENERATED ALWAYS AS (lower(name)) STORED NOT NULL,
    category    text        NOT NULL,
    equipment   text,
    mechanic    text,
    force       text,
    level       text,
    -- Set when it turned out to be another one under a second name; kept, so that the merge can be undone.
    merged_into uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_master_exercise PRIMARY KEY (id),
    CONSTRAINT uq_master_exercise_name UNIQUE (name_key),
    CONSTRAINT ck_master_exercise_name CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT fk_master_exercise_merged_into FOREIGN KEY (merged_into) REFERENCES master_exercise (id),
    CONSTRAINT ck_master_exercise_merged_into CHECK (merged_into <> id)
);

CREATE INDEX ix_master_exercise_merged_into ON master_exercise (merged_into) WHERE merged_into IS NOT NULL;

-- Other names of a master exercise.
CREATE TABLE master_exercise_alias (
    name_key           text NOT NULL,
    alias              text NOT NULL,
    master_exercise_id uuid NOT NULL,
    CONSTRAINT pk_master_exercise_alias PRIMARY KEY (name_key),
    CONSTRAINT fk_master_exercise_alias_master FOREIGN KEY (master_exercise_id)
        REFERENCES master_exercise (id) ON DELETE CASCADE,
    CONSTRAINT ck_master_exercise_alias_alias CHECK (length(alias) BETWEEN 1 AND 120 AND name_key = lower(alias))
);

CREATE INDEX ix_master_exercise_alias_master ON master_exercise_alias (master_exercise_id);

CREATE TABLE master_exercise_muscle (
    master_exercise_id uuid NOT NULL,
    muscle             text NOT NULL,
    role               text NOT NULL,
    CONSTRAINT pk_master_exercise_muscle PRIMARY KEY (master_exercise_id, muscle),
    CONSTRAINT fk_master_exercise_muscle_master FOREIGN KEY (master_exercise_id)
        REFERENCES master_exercise (id) ON DELETE CASCADE,
    CONSTRAINT ck_master_exercise_muscle_role CHECK (role IN ('primary', 'secondary')),
    CONSTRAINT ck_master_exercise_muscle_muscle CHECK (muscle IN (
        'abdominals', 'abductors', 'adductors', 'biceps', 'calves', 'chest', 'forearms', 'glutes', 'hamstrings', 'lats',
        'lower back', 'middle back', 'neck', 'quadriceps', 'shoulders', 'traps', 'triceps'))
);

-- What a user said that an exercise of theirs is.
CREATE TABLE exercise_link (
    user_id            text        NOT NULL,
    exercise_id        uuid        NOT NULL,
    master_exercise_id uuid        NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise_link PRIMARY KEY (user_id, exercise_id),
    CONSTRAINT fk_exercise_link_exercise FOREIGN KEY (user_id, exercise_id)
        REFERENCES exercise (user_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_exercise_link_master FOREIGN KEY (master_exercise_id) REFERENCES master_exercise (id)
);

-- Which links a change of the catalogue touches.
CREATE INDEX ix_exercise_link_master ON exercise_link (master_exercise_id);

-- The user said that an exercise is their own and stands for none of the catalogue: nothing is suggested for it again.
CREATE TABLE exercise_link_rejection (
    user_id            text        NOT NULL,
    exercise_id        uuid        NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise_link_rejection PRIMARY KEY (user_id, exercise_id),
    CONSTRAINT fk_exercise_link_rejection_exercise FOREIGN KEY (user_id, exercise_id)
        REFERENCES exercise (user_id, id) ON DELETE CASCADE
);

-- What each exercise of each user stands for, computed ahead: one row an exercise, kept right by triggers on everything
-- that it depends on.
CREATE TABLE exercise_resolution_cache (
    user_id            text NOT NULL,
    exercise_id        uuid NOT NULL,
    resolved_name      text NOT NULL,
    -- Null when it stands for itself.
    master_exercise_id uuid,
    reason             text NOT NULL,
    CONSTRAINT pk_exercise_resolution_cache PRIMARY KEY (user_id, exercise_id),
    CONSTRAINT fk_exercise_resolution_cache_exercise FOREIGN KEY (user_id, exercise_id)
        REFERENCES exercise (user_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_exercise_resolution_cache_master FOREIGN KEY (master_exercise_id) REFERENCES master_exercise (id),
    CONSTRAINT ck_exercise_resolution_cache_reason CHECK (reason IN ('own', 'name', 'alias', 'link'))
);

-- Which rows a change of the catalogue touches.
CREATE INDEX ix_exercise_resolution_cache_master ON exercise_resolution_cache (master_exercise_id)
    WHERE master_exercise_id IS NOT NULL;
