-- What users have begun to connect and not finished. Neither the state nor the verifier of PKCE can be told from a row: the
-- verifier is made of its key and of the state, which only the user's browser has.
CREATE TABLE provider_authorization (
    user_id      text        NOT NULL,
    provider     text        NOT NULL,
    state_hash   bytea       NOT NULL,
    verifier_key bytea       NOT NULL,
    redirect_uri text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    CONSTRAINT pk_provider_authorization PRIMARY KEY (user_id, provider, state_hash),
    CONSTRAINT ck_provider_authorization_provider CHECK (length(provider) BETWEEN 1 AND 32),
    CONSTRAINT ck_provider_authorization_state_hash CHECK (length(state_hash) = 32),
    CONSTRAINT ck_provider_authorization_verifier_key CHECK (length(verifier_key) = 32),
    CONSTRAINT ck_provider_authorization_redirect_uri CHECK (length(redirect_uri) BETWEEN 1 AND 2048)
);

-- The removal of what nobody came back for.
CREATE INDEX ix_provider_authorization_expires_at ON provider_authorization (expires_at);

-- A refresh that somebody is at, or that did not succeed. One that did leaves no row.
CREATE TABLE token_refresh (
    user_id       text        NOT NULL,
    provider      text        NOT NULL,
    -- Of the token that this is about. Once there is another one, this says nothing any more.
    token_version uuid        NOT NULL,
    -- Who is at it, and until when nobody else may be. Written before the provider is asked: one that is left behind says
    -- that whoever had it died, and that the provider's answer may have died with it.
    lease_owner   uuid,
    lease_until   timestamptz,
    -- How often in a row it failed, how the last time, and from when on it may be tried again.
    attempts      integer     NOT NULL DEFAULT 0,
    failure       text,
    -- What the provider called it.
    provider_code text,
    retry_at      timestamptz,
    CONSTRAINT pk_token_refresh PRIMARY KEY (user_id, provider),
    CONSTRAINT fk_token_refresh_provider_token FOREIGN KEY (user_id, provider) REFERENCES provider_token ON DELETE CASCADE,
    CONSTRAINT ck_token_refresh_lease CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
    CONSTRAINT ck_token_refresh_attempts CHECK (attempts >= 0),
    CONSTRAINT ck_token_refresh_failure CHECK (
        failure IN ('provider-unavailable', 'provider-refused', 'reauthorization-required', 'token-unreadable')),
    CONSTRAINT ck_token_refresh_provider_code CHECK (length(provider_code) BETWEEN 1 AND 40)
);

-- Which tokens end next, of one provider and all users: what the background refreshes.
CREATE INDEX ix_provider_token_expires_at ON provider_token (provider, expires_at, user_id) WHERE refresh_token IS NOT NULL;

-- How many calls of a provider were made in its windows, by all users and replicas. One row is one lock: a call is taken
-- from all windows or from none.
CREATE TABLE provider_budget (
    provider     text          NOT NULL,
    -- Of each window its length, the beginning of the one that is counted, and the calls in it.
    seconds      integer[]     NOT NULL,
    started_at   timestamptz[] NOT NULL,
    taken        integer[]     NOT NULL,
    -- Until when the provider wants no calls at all.
    paused_until timestamptz,
    CONSTRAINT pk_provider_budget PRIMARY KEY (provider),
    CONSTRAINT ck_provider_budget_provider CHECK (length(provider) BETWEEN 1 AND 32),
    CONSTRAINT ck_provider_budget_windows CHECK (
        cardinality(seconds) = cardinality(started_at) AND cardinality(seconds) = cardinality(taken))
);
