-- Who may send a user's recovery and sleep, and what was sent.

CREATE TABLE recovery_connection (
    user_id          text        NOT NULL,
    -- Random, and not in the order of time as elsewhere: it is part of an address that others know.
    id               uuid        NOT NULL,
    name             text        NOT NULL,
    -- AES-GCM under a key that is not in the database; bound to this row's user and id.
    secret_encrypted bytea       NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    rotated_at       timestamptz,
    CONSTRAINT pk_recovery_connection PRIMARY KEY (user_id, id),
    CONSTRAINT ck_recovery_connection_name CHECK (length(name) BETWEEN 1 AND 120)
);

-- A webhook knows the connection and not the user. Not unique, so that the table can be distributed by user_id.
CREATE INDEX ix_recovery_connection_id ON recovery_connection (id);

-- What came in with a good signature. Kept longer than a signature is good for, so that it is taken once.
CREATE TABLE webhook_event (
    user_id       text        NOT NULL,
    id            uuid        NOT NULL DEFAULT uuidv7(),
    connection_id uuid        NOT NULL,
    -- The sender's id of the event, else its signature.
    event_key     text        NOT NULL,
    type          text,
    state         text        NOT NULL,
    -- Why it was ignored or failed.
    reason        text,
    received_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_webhook_event PRIMARY KEY (user_id, id),
    CONSTRAINT fk_webhook_event_connection FOREIGN KEY (user_id, connection_id)
        REFERENCES recovery_connection (user_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_webhook_event_key UNIQUE (user_id, connection_id, event_key),
    CONSTRAINT ck_webhook_event_key CHECK (length(event_key) BETWEEN 1 AND 200),
    CONSTRAINT ck_webhook_event_type CHECK (length(type) <= 100),
    CONSTRAINT ck_webhook_event_state CHECK (state IN ('received', 'processed', 'failed', 'ignored')),
    CONSTRAINT ck_webhook_event_reason CHECK (length(reason) BETWEEN 1 AND 500)
);

-- The list of a connection's events, newest first.
CREATE INDEX ix_webhook_event_connection ON webhook_event (user_id, connection_id, id);
-- The removal of old ones.
CREATE INDEX ix_webhook_event_received_at ON webhook_event (received_at);
