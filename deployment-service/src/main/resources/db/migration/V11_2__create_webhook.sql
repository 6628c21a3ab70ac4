-- Addresses at which others begin runs of a deployment, signed as Standard Webhooks has it.
CREATE TABLE webhook (
    user_id       text        NOT NULL,
    -- Random: it is all that the address says.
    id            uuid        NOT NULL,
    deployment_id uuid        NOT NULL,
    name          text        NOT NULL,
    -- Encrypted with the key called key_id, bound to user and id.
    secret        bytea       NOT NULL,
    key_id        text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    rotated_at    timestamptz,
    CONSTRAINT pk_webhook PRIMARY KEY (user_id, id),
    -- A request says which, and not whose.
    CONSTRAINT uq_webhook_id UNIQUE (id),
    CONSTRAINT fk_webhook_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook CHECK (length(name) BETWEEN 1 AND 120 AND name ~ '\S' AND octet_length(secret) <= 200
        AND length(key_id) <= 32)
);

-- A deployment's webhooks, and what goes with it.
CREATE INDEX ix_webhook_deployment ON webhook (user_id, deployment_id, id);

-- Those under a former key, to be brought under the one that writes.
CREATE INDEX ix_webhook_key ON webhook (key_id, id);
