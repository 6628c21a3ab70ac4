-- The runs that have not ended. When one ends, its row goes and its log comes, in one statement: so this table is as small as
-- what is going on.
CREATE TABLE run (
    user_id       text        NOT NULL,
    -- Made by the service, a UUIDv7: many runs are never here, only in the log.
    id            uuid        NOT NULL,
    deployment_id uuid        NOT NULL,
    version       integer     NOT NULL,
    trigger       text        NOT NULL,
    -- queued: in line for its deployment's limit; ready: to be begun or gone on with; running: a replica has it;
    -- waiting: until wake_at or an event.
    status        text        NOT NULL,
    input         jsonb       NOT NULL,
    -- Position and data after the last step that was saved; null before the first.
    state         jsonb,
    -- How many of its steps are logged.
    steps         integer     NOT NULL DEFAULT 0,
    -- When some replica must see to it; null while it is queued or waits for an event alone.
    wake_at       timestamptz,
    -- The replica that has it, and until when it is believed to live without saying so again.
    replica       uuid,
    leased_until  timestamptz,
    -- How often a replica has begun or gone on with it.
    attempts      integer     NOT NULL DEFAULT 0,
    cancelled     boolean     NOT NULL DEFAULT false,
    accepted_at   timestamptz NOT NULL,
    started_at    timestamptz,
    CONSTRAINT pk_run PRIMARY KEY (user_id, id),
    CONSTRAINT fk_run_version FOREIGN KEY (user_id, deployment_id, version)
        REFERENCES deployment_version (user_id, deployment_id, version) ON DELETE CASCADE,
    CONSTRAINT ck_run_trigger CHECK (trigger IN ('token', 'api_key', 'schedule', 'webhook')),
    CONSTRAINT ck_run_status CHECK (status IN ('queued', 'ready', 'running', 'waiting')),
    CONSTRAINT ck_run_lease CHECK (num_nonnulls(replica, leased_until) IN (0, 2))
);

-- A deployment's runs in the order of acceptance: its list, its limit, the next in line.
CREATE INDEX ix_run_deployment ON run (user_id, deployment_id, version, id);
