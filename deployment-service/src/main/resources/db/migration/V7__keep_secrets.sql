-- What the calls of a user's workflows may use by name. Each value is AES-256-GCM under the key that key_id names, with its
-- nonce in front, and bound to its user and name: of no use in another place. The keys are not in this database.
CREATE TABLE secret (
    user_id    text        NOT NULL,
    -- Compared by bytes: names are ASCII, and a page goes on after one of them.
    name       text        COLLATE "C" NOT NULL,
    key_id     text        NOT NULL,
    value      bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_secret PRIMARY KEY (user_id, name),
    CONSTRAINT ck_secret_name CHECK (name ~ '^[A-Za-z_][A-Za-z0-9_-]{0,62}$'),
    CONSTRAINT ck_secret_key_id CHECK (length(key_id) BETWEEN 1 AND 32),
    -- 16 KiB with nonce and tag.
    CONSTRAINT ck_secret_value CHECK (length(value) BETWEEN 29 AND 16412)
);

-- What is still under an old key: to bring it under the new one, and to know when the old one may go.
CREATE INDEX ix_secret_key ON secret (key_id, user_id, name);
