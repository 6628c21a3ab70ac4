-- Keys by which others than their owner invoke deployments. What is here does not open anything: the key itself is 32 random
-- bytes, shown once, of which only the hash is kept.
CREATE TABLE api_key (
    user_id      text        NOT NULL,
    id           uuid        NOT NULL DEFAULT uuidv7(),
    name         text        NOT NULL,
    -- SHA-256 of the key. Nothing slower is needed for what cannot be guessed.
    digest       bytea       NOT NULL,
    -- The key's beginning, so that its owner knows it again.
    hint         text        NOT NULL,
    -- Otherwise those of api_key_deployment.
    is_for_all   boolean     NOT NULL,
    expires_at   timestamptz,
    -- To the minute: a write for each use would cost as much as the run.
    last_used_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_api_key PRIMARY KEY (user_id, id),
    -- A request says the key, and not whose it is.
    CONSTRAINT uq_api_key_digest UNIQUE (digest),
    CONSTRAINT ck_api_key CHECK (length(name) BETWEEN 1 AND 120 AND name ~ '\S' AND octet_length(digest) = 32
        AND length(hint) <= 12)
);

CREATE TABLE api_key_deployment (
    user_id       text NOT NULL,
    api_key_id    uuid NOT NULL,
    deployment_id uuid NOT NULL,
    CONSTRAINT pk_api_key_deployment PRIMARY KEY (user_id, api_key_id, deployment_id),
    CONSTRAINT fk_api_key_deployment_api_key FOREIGN KEY (user_id, api_key_id)
        REFERENCES api_key (user_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_api_key_deployment_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE
);

-- Which keys a deployment loses when it goes.
CREATE INDEX ix_api_key_deployment_deployment ON api_key_deployment (user_id, deployment_id);
