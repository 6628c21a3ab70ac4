-- How the runs of each canary have gone since it began. Not counted in the log, of which only the newest runs of a
-- deployment are kept: fewer of them may be the canary's than are needed to judge it.
CREATE TABLE canary_tally (
    user_id       text        NOT NULL,
    deployment_id uuid        NOT NULL,
    -- The canary's, so that runs of the one before are not counted for this one.
    since         timestamptz NOT NULL,
    runs          bigint      NOT NULL DEFAULT 0,
    failures      bigint      NOT NULL DEFAULT 0,
    CONSTRAINT pk_canary_tally PRIMARY KEY (user_id, deployment_id),
    CONSTRAINT fk_canary_tally_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_canary_tally CHECK (failures BETWEEN 0 AND runs)
);
