-- What has been run. Rows are added once and never changed. Both tables are cut by the run's id, which begins with its time of
-- acceptance: age is kept by dropping partitions, and a list of the newest reads the newest partition first.
CREATE TABLE deployment_log (
    user_id       text        NOT NULL,
    id            uuid        NOT NULL,
    deployment_id uuid        NOT NULL,
    version       integer     NOT NULL,
    trigger       text        NOT NULL,
    status        text        NOT NULL,
    -- From acceptance to end.
    latency_ms    bigint      NOT NULL,
    -- Redacted and cut already; a cut one is {"cut": true, "bytes": …, "head": "…"}.
    request       jsonb,
    response      jsonb,
    error         jsonb,
    steps         integer     NOT NULL,
    accepted_at   timestamptz NOT NULL,
    started_at    timestamptz,
    finished_at   timestamptz NOT NULL,
    CONSTRAINT pk_deployment_log PRIMARY KEY (user_id, id),
    CONSTRAINT ck_deployment_log_status CHECK (status IN ('completed', 'faulted', 'cancelled', 'timed_out'))
) PARTITION BY RANGE (id);

-- A deployment's log, newest first; keeping the newest N of it.
CREATE INDEX ix_deployment_log_deployment ON deployment_log (user_id, deployment_id, id);

CREATE TABLE run_step (
    user_id     text        NOT NULL,
    run_id      uuid        NOT NULL,
    number      integer     NOT NULL,
    task        text        NOT NULL,
    name        text        NOT NULL,
    kind        text        NOT NULL,
    status      text        NOT NULL,
    attempt     integer     NOT NULL,
    input       jsonb,
    output      jsonb,
    error       jsonb,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    CONSTRAINT pk_run_step PRIMARY KEY (user_id, run_id, number),
    CONSTRAINT ck_run_step_status CHECK (status IN ('completed', 'faulted', 'skipped', 'cancelled'))
) PARTITION BY RANGE (run_id);

-- For what comes when no partition has been made for it. V9 makes the others, and drops those that are too old.
CREATE TABLE deployment_log_default PARTITION OF deployment_log DEFAULT;
CREATE TABLE run_step_default PARTITION OF run_step DEFAULT;
