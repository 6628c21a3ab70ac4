ALTER TABLE activity
    -- Without pauses; at most the whole duration.
    ADD COLUMN moving_seconds integer,
    ADD COLUMN environment text,
    ADD CONSTRAINT ck_activity_moving_seconds CHECK (moving_seconds BETWEEN 0 AND duration_seconds),
    ADD CONSTRAINT ck_activity_environment CHECK (environment IN ('indoor', 'outdoor', 'open_water'));

-- The heart rate during an activity: as a compact stream to draw, and as the seconds that were spent at each rate, which is
-- all that time in zones needs, whatever the zones are or become.
CREATE TABLE activity_heart_rate (
    user_id      text       NOT NULL,
    activity_id  uuid       NOT NULL,
    stream       bytea      NOT NULL,
    sample_count integer    NOT NULL,
    -- Beats per minute, ascending, and the seconds at each.
    rates        smallint[] NOT NULL,
    seconds      integer[]  NOT NULL,
    CONSTRAINT pk_activity_heart_rate PRIMARY KEY (user_id, activity_id),
    CONSTRAINT fk_activity_heart_rate_activity FOREIGN KEY (user_id, activity_id) REFERENCES activity ON DELETE CASCADE,
    CONSTRAINT ck_activity_heart_rate_stream CHECK (length(stream) <= 4194304),
    CONSTRAINT ck_activity_heart_rate_sample_count CHECK (sample_count BETWEEN 1 AND 1000000),
    CONSTRAINT ck_activity_heart_rate_rates CHECK (cardinality(rates) BETWEEN 1 AND 241 AND cardinality(rates) = cardinality(seconds))
);

-- Each load of an activity, or why there is none. day is the activity's calendar day in its user's time zone.
CREATE TABLE activity_load (
    user_id     text             NOT NULL,
    activity_id uuid             NOT NULL,
    metric      text             NOT NULL,
    day         date             NOT NULL,
    value       double precision,
    -- Why there is no value: a stable code, such as 'no-max-heart-rate'.
    reason      text,
    -- What computed it, with its version: 'banister@1'.
    formula     text             NOT NULL,
    CONSTRAINT pk_activity_load PRIMARY KEY (user_id, activity_id, metric),
    CONSTRAINT fk_activity_load_activity FOREIGN KEY (user_id, activity_id) REFERENCES activity ON DELETE CASCADE,
    CONSTRAINT ck_activity_load_metric CHECK (metric IN ('trimp', 'edwards', 'lucia', 'srpe', 'load_miles')),
    CONSTRAINT ck_activity_load_value CHECK (value >= 0 AND value < 1e9),
    CONSTRAINT ck_activity_load_reason CHECK ((value IS NULL) = (reason IS NOT NULL) AND length(reason) BETWEEN 1 AND 64),
    CONSTRAINT ck_activity_load_formula CHECK (length(formula) BETWEEN 1 AND 64)
);

-- The sum of a user's loads by day.
CREATE INDEX ix_activity_load_day ON activity_load (user_id, metric, day) INCLUDE (value);
