-- How each rollout of this service stands, so that all its replicas agree and a restart forgets nothing. A rollout that
-- was never changed has no row: the service's configuration decides.
CREATE TABLE rollout (
    name              text          NOT NULL,
    -- Of the users, how many get the fast variant.
    percent           smallint      NOT NULL,
    -- Of the reads, how many run both variants and compare what they answer.
    compare_per_mille smallint      NOT NULL,
    -- What turns it off: so many differing answers; failures and slowness beyond these, judged every min_calls calls.
    mismatches        integer       NOT NULL,
    errors_per_mille  smallint      NOT NULL,
    latency_ratio     numeric(5, 2) NOT NULL,
    min_calls         integer       NOT NULL,
    -- Set when it turned itself off, cleared by the next change that a person makes.
    turned_off_at     timestamptz,
    reason            text,
    updated_at        timestamptz   NOT NULL DEFAULT clock_timestamp(),
    -- The subject of an admin's token, or trainyard when it turned itself off.
    updated_by        text          NOT NULL,
    version           bigint        NOT NULL DEFAULT 1,
    CONSTRAINT pk_rollout PRIMARY KEY (name),
    CONSTRAINT ck_rollout_name CHECK (length(name) BETWEEN 1 AND 63),
    CONSTRAINT ck_rollout_percent CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT ck_rollout_compare_per_mille CHECK (compare_per_mille BETWEEN 0 AND 1000),
    CONSTRAINT ck_rollout_mismatches CHECK (mismatches >= 1),
    CONSTRAINT ck_rollout_errors_per_mille CHECK (errors_per_mille BETWEEN 0 AND 1000),
    CONSTRAINT ck_rollout_latency_ratio CHECK (latency_ratio > 0),
    CONSTRAINT ck_rollout_min_calls CHECK (min_calls >= 1),
    CONSTRAINT ck_rollout_reason CHECK (length(reason) BETWEEN 1 AND 500),
    CONSTRAINT ck_rollout_updated_by CHECK (length(updated_by) BETWEEN 1 AND 255),
    CONSTRAINT ck_rollout_turned_off CHECK (
        (turned_off_at IS NULL) = (reason IS NULL) AND (turned_off_at IS NULL OR percent = 0))
);
