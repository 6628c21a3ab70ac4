-- How users come in: the ten steps, in order. A run is one way through them; whoever starts again gets another.
CREATE TABLE onboarding_run (
    user_id    text        NOT NULL,
    run        smallint    NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_onboarding_run PRIMARY KEY (user_id, run),
    CONSTRAINT ck_onboarding_run_run CHECK (run BETWEEN 1 AND 1000)
);

-- Whose runs an admin's funnel counts: those that were started in some days.
CREATE INDEX ix_onboarding_run_started_at ON onboarding_run (started_at);

-- What was done, in the order of the steps: that of position n has n - 1 rows before it. Where a user is follows from it.
CREATE TABLE onboarding_step (
    user_id  text        NOT NULL,
    run      smallint    NOT NULL,
    position smallint    NOT NULL,
    outcome  text        NOT NULL,
    done_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_onboarding_step PRIMARY KEY (user_id, run, position),
    CONSTRAINT fk_onboarding_step_run FOREIGN KEY (user_id, run) REFERENCES onboarding_run ON DELETE CASCADE,
    CONSTRAINT ck_onboarding_step_position CHECK (position BETWEEN 1 AND 10),
    CONSTRAINT ck_onboarding_step_outcome CHECK (outcome IN ('completed', 'skipped')),
    -- The first and the last are what they are only when they are done.
    CONSTRAINT ck_onboarding_step_skipped CHECK (outcome = 'completed' OR position BETWEEN 2 AND 9)
);

-- The figures are made of it, so the service can only add: no fault of it changes what was counted before.
REVOKE UPDATE, DELETE, TRUNCATE ON onboarding_run, onboarding_step FROM "${appRole}";
