-- Which run a key stands for. It is written in the transaction that stores the run, so that of several requests with one key
-- only one begins anything. Kept for 24 hours, also when the run's log is not.
CREATE TABLE invocation_key (
    user_id       text        NOT NULL,
    deployment_id uuid        NOT NULL,
    key           text        COLLATE "C" NOT NULL,
    run_id        uuid        NOT NULL,
    -- SHA-256 of what was asked for.
    fingerprint   bytea       NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_invocation_key PRIMARY KEY (user_id, deployment_id, key),
    CONSTRAINT fk_invocation_key_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_invocation_key CHECK (length(key) BETWEEN 1 AND 255 AND octet_length(fingerprint) = 32)
);

-- Forgetting the oldest keys.
CREATE INDEX ix_invocation_key_created_at ON invocation_key (created_at);

-- Who is next in line for a deployment's limit, and which deployments have a line. Mostly empty.
CREATE INDEX ix_run_queued ON run (user_id, deployment_id, id) WHERE status = 'queued';

-- Failures before a deployment was resumed do not pause it again. Null when it never was paused.
ALTER TABLE deployment ADD COLUMN resumed_at timestamptz;

-- By a trigger, so that it holds whoever resumes it, and how many at once.
CREATE FUNCTION note_resumed_deployment() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.resumed_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER tr_deployment_resumed BEFORE UPDATE OF is_active ON deployment
    FOR EACH ROW WHEN (NEW.is_active AND NOT OLD.is_active)
    EXECUTE FUNCTION note_resumed_deployment();
