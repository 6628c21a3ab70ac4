-- The answers of writes that carried an Idempotency-Key, kept for 24 hours. Written in the write's own transaction.
CREATE TABLE idempotency_key (
    user_id     text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    status      integer     NOT NULL,
    location    text,
    etag        text,
    body        text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_idempotency_key PRIMARY KEY (user_id, key)
);

-- For the removal of expired rows.
CREATE INDEX ix_idempotency_key_created_at ON idempotency_key (created_at);

-- The service reads the history to know whether it is ready; only the owner writes it.
REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM "${appRole}";
