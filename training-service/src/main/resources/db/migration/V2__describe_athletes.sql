-- What the loads of a user's activities depend on. Everything in it is the user's own statement, and may be missing.
CREATE TABLE athlete (
    user_id    text        NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    sex        text,
    birth_year smallint,
    -- The zone of the user's calendar days, an IANA name.
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_athlete PRIMARY KEY (user_id),
    CONSTRAINT ck_athlete_sex CHECK (sex IN ('female', 'male')),
    CONSTRAINT ck_athlete_birth_year CHECK (birth_year BETWEEN 1900 AND 2100),
    CONSTRAINT ck_athlete_time_zone CHECK (length(time_zone) BETWEEN 1 AND 64)
);

-- A user's heart rates, in beats per minute, from a day on until the next row's. An activity uses those of its day; on a
-- day before the first row nothing is known.
CREATE TABLE athlete_heart_rate (
    user_id        text     NOT NULL,
    effective_from date     NOT NULL,
    resting        smallint,
    max            smallint,
    -- At the lactate threshold.
    threshold      smallint,
    -- At the first and second ventilatory threshold, which divide Lucia's three phases.
    vt1            smallint,
    vt2            smallint,
    -- Where zones 1 to 5 begin; when null, at 50, 60, 70, 80 and 90 per cent of max.
    zones          smallint[],
    CONSTRAINT pk_athlete_heart_rate PRIMARY KEY (user_id, effective_from),
    CONSTRAINT fk_athlete_heart_rate_athlete FOREIGN KEY (user_id) REFERENCES athlete ON DELETE CASCADE,
    CONSTRAINT ck_athlete_heart_rate_effective_from CHECK (effective_from BETWEEN '1970-01-01' AND '2100-12-31'),
    CONSTRAINT ck_athlete_heart_rate_resting CHECK (resting BETWEEN 20 AND 150),
    CONSTRAINT ck_athlete_heart_rate_max CHECK (max BETWEEN 100 AND 260),
    CONSTRAINT ck_athlete_heart_rate_threshold CHECK (threshold BETWEEN 60 AND 260 AND threshold <= max),
    CONSTRAINT ck_athlete_heart_rate_reserve CHECK (resting < max),
    CONSTRAINT ck_athlete_heart_rate_vt CHECK (vt1 BETWEEN 60 AND 260 AND vt2 BETWEEN 60 AND 260 AND vt1 < vt2),
    CONSTRAINT ck_athlete_heart_rate_zones CHECK (
        array_ndims(zones) = 1 AND cardinality(zones) = 5 AND array_position(zones, NULL) IS NULL
        AND 20 <= zones[1] AND zones[1] < zones[2] AND zones[2] < zones[3] AND zones[3] < zones[4]
        AND zones[4] < zones[5] AND zones[5] <= 260)
);
