-- What a user recorded: by hand now, from a device's file or a provider later. user_id is the subject of the user's
-- token. Distances and times are in SI units, whatever the source measured in.
--
-- The bounds are those of the wire, except that "at most a day ahead" depends on the clock, which no constraint may.
CREATE TABLE activity (
    user_id               text          NOT NULL,
    id                    uuid          NOT NULL DEFAULT uuidv7(),
    version               bigint        NOT NULL DEFAULT 1,
    type                  text          NOT NULL,
    started_at            timestamptz   NOT NULL,
    duration_seconds      integer       NOT NULL,
    distance_meters       numeric(10,2),
    elevation_gain_meters numeric(8,2),
    average_heart_rate    smallint,
    max_heart_rate        smallint,
    rpe                   numeric(3,1),
    name                  text,
    notes                 text,
    external_id           text,
    created_at            timestamptz   NOT NULL DEFAULT now(),
    updated_at            timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT pk_activity PRIMARY KEY (user_id, id),
    -- Makes sending the same recording twice harmless. Activities without one do not collide: nulls are distinct.
    CONSTRAINT uq_activity_external_id UNIQUE (user_id, external_id),
    CONSTRAINT ck_activity_type CHECK (
        type IN ('run', 'ride', 'swim', 'row', 'ski', 'walk', 'hike', 'strength', 'other')),
    CONSTRAINT ck_activity_started_at CHECK (started_at >= '1970-01-01T00:00:00Z'),
    CONSTRAINT ck_activity_duration_seconds CHECK (duration_seconds BETWEEN 1 AND 604800),
    CONSTRAINT ck_activity_distance_meters CHECK (distance_meters BETWEEN 0 AND 10000000),
    CONSTRAINT ck_activity_elevation_gain_meters CHECK (elevation_gain_meters BETWEEN 0 AND 100000),
    CONSTRAINT ck_activity_average_heart_rate CHECK (average_heart_rate BETWEEN 20 AND 260),
    CONSTRAINT ck_activity_max_heart_rate CHECK (max_heart_rate BETWEEN 20 AND 260),
    CONSTRAINT ck_activity_heart_rates CHECK (average_heart_rate <= max_heart_rate),
    CONSTRAINT ck_activity_rpe CHECK (rpe BETWEEN 1 AND 10 AND rpe * 2 = trunc(rpe * 2)),
    CONSTRAINT ck_activity_name CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_activity_notes CHECK (length(notes) BETWEEN 1 AND 10000),
    CONSTRAINT ck_activity_external_id CHECK (length(external_id) BETWEEN 1 AND 255)
);

-- The list: one user's activities of a time range, newest first, page by page.
CREATE INDEX ix_activity_started_at ON activity (user_id, started_at DESC, id DESC);
