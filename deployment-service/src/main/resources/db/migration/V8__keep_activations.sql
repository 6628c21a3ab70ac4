-- What a draft would be deployed as, so that a list can say which drafts have changed without reading any. As a function,
-- because convert_to is only stable for it could be told another encoding; this one never is.
CREATE FUNCTION content_hash(content jsonb) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN sha256(convert_to(content::text, 'UTF8'));

ALTER TABLE workflow ADD COLUMN definition_hash bytea GENERATED ALWAYS AS (content_hash(definition)) STORED;

-- How many activations the deployment has had: the number of the last.
ALTER TABLE deployment ADD COLUMN activations integer NOT NULL DEFAULT 0;

-- What has been active when, and why: added to only, by whoever holds the deployment's row.
CREATE TABLE deployment_activation (
    user_id         text        NOT NULL,
    deployment_id   uuid        NOT NULL,
    number          integer     NOT NULL,
    kind            text        NOT NULL,
    -- By the service itself, rather than its owner.
    automatic       boolean     NOT NULL DEFAULT false,
    -- Null for the first.
    from_version    integer,
    to_version      integer     NOT NULL,
    canary_version  integer,
    canary_percent  smallint,
    -- Where a rollback goes from here: the number of the activation whose version was active before this one became it.
    -- Null when there is none. So rollbacks go back one by one, and never forth.
    back_to         integer,
    note            text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_deployment_activation PRIMARY KEY (user_id, deployment_id, number),
    CONSTRAINT fk_deployment_activation_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_deployment_activation CHECK (number > 0 AND back_to < number AND length(note) <= 500
        AND kind IN ('created', 'promoted', 'rolled_back', 'canary_started', 'canary_changed', 'canary_stopped',
            'canary_promoted', 'canary_failed'))
);
