-- What providers of activities say by webhook, and whom it is about.

-- Whom a user says to be with a provider. Nothing here proves it, so an owner may be several users': each of them is told
-- about their own rows alone, and nobody can keep an owner from its rightful user.
CREATE TABLE provider_account (
    user_id         text        NOT NULL,
    provider        text        NOT NULL,
    -- The provider's id of the user.
    owner_id        text        NOT NULL,
    linked_at       timestamptz NOT NULL DEFAULT now(),
    -- When the user withdrew the permission at the provider; null while it holds.
    deauthorized_at timestamptz,
    CONSTRAINT pk_provider_account PRIMARY KEY (user_id, provider),
    CONSTRAINT ck_provider_account_provider CHECK (provider ~ '^[a-z][a-z0-9-]{0,31}$'),
    CONSTRAINT ck_provider_account_owner_id CHECK (length(owner_id) BETWEEN 1 AND 64)
);

-- A webhook knows the owner and not the user.
CREATE INDEX ix_provider_account_owner ON provider_account (provider, owner_id);

-- The queue: each event once. It is of no user until it is processed, since the intake looks at nothing.
CREATE TABLE webhook_event (
    id              uuid        NOT NULL DEFAULT uuidv7(),
    provider        text        NOT NULL,
    subscription_id text        NOT NULL,
    object_type     text        NOT NULL,
    object_id       text        NOT NULL,
    aspect_type     text        NOT NULL,
    owner_id        text        NOT NULL,
    event_time      timestamptz NOT NULL,
    -- Whether the event says that the owner has withdrawn the permission. Of what else it says nothing is kept: it may be
    -- the title of a private activity, and whoever wants it fetches it.
    deauthorizes    boolean     NOT NULL,
    state           text        NOT NULL DEFAULT 'queued',
    -- Failed ones so far.
    attempts        smallint    NOT NULL DEFAULT 0,
    -- When it is processed, at the earliest.
    not_before      timestamptz NOT NULL DEFAULT now(),
    -- Why it was ignored, or has failed last.
    reason          text,
    received_at     timestamptz NOT NULL DEFAULT now(),
    settled_at      timestamptz,
    CONSTRAINT pk_webhook_event PRIMARY KEY (id),
    -- The object first but for its provider, so that all that was said of one can be asked for.
    CONSTRAINT uq_webhook_event_event UNIQUE (
        provider, object_type, object_id, subscription_id, aspect_type, event_time),
    CONSTRAINT ck_webhook_event_provider CHECK (provider ~ '^[a-z][a-z0-9-]{0,31}$'),
    CONSTRAINT ck_webhook_event_subscription_id CHECK (length(subscription_id) BETWEEN 1 AND 64),
    CONSTRAINT ck_webhook_event_object_type CHECK (length(object_type) BETWEEN 1 AND 32),
    CONSTRAINT ck_webhook_event_object_id CHECK (length(object_id) BETWEEN 1 AND 64),
    CONSTRAINT ck_webhook_event_aspect_type CHECK (length(aspect_type) BETWEEN 1 AND 32),
    CONSTRAINT ck_webhook_event_owner_id CHECK (length(owner_id) BETWEEN 1 AND 64),
    CONSTRAINT ck_webhook_event_state CHECK (state IN ('queued', 'processed', 'ignored', 'dead')),
    CONSTRAINT ck_webhook_event_attempts CHECK (attempts >= 0),
    CONSTRAINT ck_webhook_event_reason CHECK (length(reason) BETWEEN 1 AND 200),
    CONSTRAINT ck_webhook_event_settled_at CHECK ((settled_at IS NULL) = (state = 'queued'))
);

-- What is due, oldest first: one entry for each event that waits.
CREATE INDEX ix_webhook_event_queue ON webhook_event (not_before, id) WHERE state = 'queued';
-- What an admin has to look at.
CREATE INDEX ix_webhook_event_dead ON webhook_event (id) WHERE state = 'dead';
-- The removal of old ones.
CREATE INDEX ix_webhook_event_settled_at ON webhook_event (settled_at);

-- Activities that a provider has news of, for whatever fetches them; nothing does so far.
CREATE TABLE activity_fetch (
    user_id    text        NOT NULL,
    provider   text        NOT NULL,
    -- The provider's id of the activity.
    object_id  text        NOT NULL,
    -- Of the latest news.
    event_time timestamptz NOT NULL,
    wanted_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_activity_fetch PRIMARY KEY (user_id, provider, object_id),
    CONSTRAINT fk_activity_fetch_account FOREIGN KEY (user_id, provider) REFERENCES provider_account ON DELETE CASCADE,
    CONSTRAINT ck_activity_fetch_object_id CHECK (length(object_id) BETWEEN 1 AND 64)
);
