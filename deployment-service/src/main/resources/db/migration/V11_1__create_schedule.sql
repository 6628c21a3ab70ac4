-- When deployments run by themselves.
CREATE TABLE schedule (
    user_id       text        NOT NULL,
    id            uuid        NOT NULL DEFAULT uuidv7(),
    revision      bigint      NOT NULL DEFAULT 1,
    deployment_id uuid        NOT NULL,
    -- Five fields, as of crontab(5), in the time zone.
    cron          text        NOT NULL,
    time_zone     text        NOT NULL,
    -- What becomes of times that passed while nobody looked: none, the last of them, or all (a hundred at most).
    catch_up      text        NOT NULL,
    input         jsonb       NOT NULL,
    is_active     boolean     NOT NULL DEFAULT true,
    -- Null when it is not active, or there is no next time.
    next_at       timestamptz,
    last_at       timestamptz,
    -- The run of the last time; null when there was none, and why.
    last_run_id   uuid,
    last_refusal  text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_schedule PRIMARY KEY (user_id, id),
    CONSTRAINT fk_schedule_deployment FOREIGN KEY (user_id, deployment_id)
        REFERENCES deployment (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_schedule CHECK (length(cron) <= 120 AND length(time_zone) <= 64
        AND catch_up IN ('none', 'last', 'all') AND length(last_refusal) <= 63
        AND (is_active OR next_at IS NULL))
);

-- A deployment's schedules, and what goes with it.
CREATE INDEX ix_schedule_deployment ON schedule (user_id, deployment_id, id);

-- What is due, for whomever: the job reads it from the left.
CREATE INDEX ix_schedule_due ON schedule (next_at) WHERE next_at IS NOT NULL;
