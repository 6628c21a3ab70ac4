-- A deployment puts versions of a definition live. Its versions never change; which of them runs does.
--
-- A deployment outlives its workflow: what is live does not stop because a draft is deleted.
CREATE TABLE deployment (
    user_id           text        NOT NULL,
    id                uuid        NOT NULL DEFAULT uuidv7(),
    revision          bigint      NOT NULL DEFAULT 1,
    name              text        COLLATE pg_unicode_fast NOT NULL,
    workflow_id       uuid,
    active_version    integer     NOT NULL,
    -- Gets canary_percent of the invocations that pin no version.
    canary_version    integer,
    canary_percent    smallint,
    canary_since      timestamptz,
    -- A canary whose share of failed runs is above this goes back by itself.
    canary_max_error_percent smallint,
    is_active         boolean     NOT NULL DEFAULT true,
    -- Why it is paused: by its owner, or after too many failures.
    paused_because    text,
    -- Settings of its runs and their logs.
    max_duration_ms   bigint      NOT NULL DEFAULT 86400000,
    logged_steps      text        NOT NULL DEFAULT 'all',
    max_logged_bytes  integer     NOT NULL DEFAULT 65536,
    redacted_paths    text[]      NOT NULL DEFAULT '{}',
    kept_logs         integer     NOT NULL DEFAULT 50,
    kept_days         integer     NOT NULL DEFAULT 30,
    -- Null for no limit.
    max_concurrent    integer,
    when_full         text        NOT NULL DEFAULT 'reject',
    -- Null for never.
    pause_after_failures integer,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    -- Read backwards this is the list, newest first.
    CONSTRAINT pk_deployment PRIMARY KEY (user_id, id),
    CONSTRAINT uq_deployment_name UNIQUE (user_id, name),
    CONSTRAINT fk_deployment_workflow FOREIGN KEY (user_id, workflow_id) REFERENCES workflow (user_id, id)
        ON DELETE SET NULL (workflow_id),
    CONSTRAINT ck_deployment_name CHECK (length(name) <= 120 AND name ~ '\S'),
    CONSTRAINT ck_deployment_canary CHECK (num_nonnulls(canary_version, canary_percent, canary_since) IN (0, 3)
        AND canary_percent BETWEEN 1 AND 99 AND canary_max_error_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_deployment_paused CHECK (is_active = (paused_because IS NULL)
        AND paused_because IN ('owner', 'failures')),
    CONSTRAINT ck_deployment_runs CHECK (max_duration_ms BETWEEN 1 AND 31622400000
        AND logged_steps IN ('all', 'faulted', 'none')
        AND max_concurrent BETWEEN 1 AND 10000 AND when_full IN ('reject', 'queue')
        AND pause_after_failures BETWEEN 1 AND 1000),
    CONSTRAINT ck_deployment_logs CHECK (max_logged_bytes BETWEEN 0 AND 1048576 AND cardinality(redacted_paths) <= 50
        AND kept_logs BETWEEN 1 AND 10000 AND kept_days BETWEEN 1 AND 400)
);

-- The deployments of a workflow; without it, deleting a workflow would read all of the user's.
CREATE INDEX ix_deployment_workflow ON deployment (user_id, workflow_id, id);

CREATE TABLE deployment_version (
    user_id       text        NOT NULL,
    deployment_id uuid        NOT NULL,
    version       integer     NOT NULL,
    -- SHA-256 of the definition as jsonb writes it: the same content has the same hash, however it was typed.
    content_hash  bytea       NOT NULL,
    definition    jsonb       NOT NULL,
    note          text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_deployment_version PRIMARY KEY (user_id, deployment_id, version),
    CONSTRAINT uq_deployment_version_content UNIQUE (user_id, deployment_id, content_hash),
    CONSTRAINT fk_deployment_version_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_deployment_version CHECK (version > 0 AND octet_length(content_hash) = 32
        AND jsonb_typeof(definition) = 'object' AND length(note) <= 500)
);
