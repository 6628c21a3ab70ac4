-- How a user recovered and slept: written by hand, or sent by a device's service to an address of the user's.
--
-- Ships before the code that uses it, and touches nothing that is there.

CREATE TABLE recovery (
    user_id                 text         NOT NULL,
    id                      uuid         NOT NULL DEFAULT uuidv7(),
    -- A calendar day of the user's: the one on which the user woke.
    day                     date         NOT NULL,
    -- What the sender calls it; null for the one entry of a day that the user writes by hand.
    external_id             text,
    recovery_score          numeric(5, 2),
    recovery_score_tier     text GENERATED ALWAYS AS (
        CASE WHEN recovery_score >= 67 THEN 'high' WHEN recovery_score >= 34 THEN 'medium'
             WHEN recovery_score IS NOT NULL THEN 'low' END) STORED,
    hrv_ms                  numeric(6, 2),
    resting_heart_rate      numeric(5, 2),
    strain                  numeric(4, 2),
    spo2_percentage         numeric(5, 2),
    skin_temp_celsius       numeric(4, 2),
    -- How the user feels, 1 to 10.
    energy                  integer,
    notes                   text,
    -- What was sent, to the byte: zlib with the dictionary that its header names.
    raw_compressed          bytea,
    -- When the sender says that it changed: what was overtaken on the way is not taken for news.
    source_updated_at       timestamptz,
    updated_at              timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT pk_recovery PRIMARY KEY (user_id, id),
    CONSTRAINT ck_recovery_external_id CHECK (length(external_id) BETWEEN 1 AND 100),
    CONSTRAINT ck_recovery_score CHECK (recovery_score BETWEEN 0 AND 100),
    CONSTRAINT ck_recovery_hrv CHECK (hrv_ms BETWEEN 0 AND 1000),
    CONSTRAINT ck_recovery_resting_heart_rate CHECK (resting_heart_rate BETWEEN 10 AND 300),
    CONSTRAINT ck_recovery_strain CHECK (strain BETWEEN 0 AND 21),
    CONSTRAINT ck_recovery_spo2 CHECK (spo2_percentage BETWEEN 0 AND 100),
    CONSTRAINT ck_recovery_skin_temp CHECK (skin_temp_celsius BETWEEN 0 AND 60),
    CONSTRAINT ck_recovery_energy CHECK (energy BETWEEN 1 AND 10),
    CONSTRAINT ck_recovery_notes CHECK (length(notes) BETWEEN 1 AND 2000)
);

-- The list, newest first, a day's entries, and the thirty days of a baseline.
CREATE INDEX ix_recovery_day ON recovery (user_id, day, id);
-- What is sent again replaces what was sent before.
CREATE UNIQUE INDEX uq_recovery_external ON recovery (user_id, external_id) WHERE external_id IS NOT NULL;
-- One entry by hand a day.
CREATE UNIQUE INDEX uq_recovery_manual ON recovery (user_id, day) WHERE external_id IS NULL;

CREATE TABLE sleep (
    user_id             text        NOT NULL,
    id                  uuid        NOT NULL DEFAULT uuidv7(),
    day                 date        NOT NULL,
    external_id         text,
    nap                 boolean     NOT NULL DEFAULT false,
    started_at          timestamptz,
    ended_at            timestamptz,
    sleep_performance   numeric(5, 2),
    sleep_quality_tier  text GENERATED ALWAYS AS (
        CASE WHEN sleep_performance >= 67 THEN 'high' WHEN sleep_performance >= 34 THEN 'medium'
             WHEN sleep_performance IS NOT NULL THEN 'low' END) STORED,
    sleep_consistency   numeric(5, 2),
    sleep_efficiency    numeric(5, 2),
    in_bed_seconds      integer,
    awake_seconds       integer,
    light_seconds       integer,
    deep_seconds        integer,
    rem_seconds         integer,
    cycles              integer,
    disturbances        integer,
    respiratory_rate    numeric(5, 2),
    -- How the user slept, as the user sees it, 1 to 10.
    quality             integer,
    notes               text,
    raw_compressed      bytea,
    source_updated_at   timestamptz,
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_sleep PRIMARY KEY (user_id, id),
    CONSTRAINT ck_sleep_external_id CHECK (length(external_id) BETWEEN 1 AND 100),
    CONSTRAINT ck_sleep_ended_at CHECK (ended_at >= started_at),
    CONSTRAINT ck_sleep_performance CHECK (sleep_performance BETWEEN 0 AND 100),
    CONSTRAINT ck_sleep_consistency CHECK (sleep_consistency BETWEEN 0 AND 100),
    CONSTRAINT ck_sleep_efficiency CHECK (sleep_efficiency BETWEEN 0 AND 100),
    CONSTRAINT ck_sleep_in_bed CHECK (in_bed_seconds BETWEEN 0 AND 172800),
    CONSTRAINT ck_sleep_awake CHECK (awake_seconds BETWEEN 0 AND 172800),
    CONSTRAINT ck_sleep_light CHECK (light_seconds BETWEEN 0 AND 172800),
    CONSTRAINT ck_sleep_deep CHECK (deep_seconds BETWEEN 0 AND 172800),
    CONSTRAINT ck_sleep_rem CHECK (rem_seconds BETWEEN 0 AND 172800),
    CONSTRAINT ck_sleep_cycles CHECK (cycles BETWEEN 0 AND 1000),
    CONSTRAINT ck_sleep_disturbances CHECK (disturbances BETWEEN 0 AND 10000),
    CONSTRAINT ck_sleep_respiratory_rate CHECK (respiratory_rate BETWEEN 0 AND 100),
    CONSTRAINT ck_sleep_quality CHECK (quality BETWEEN 1 AND 10),
    CONSTRAINT ck_sleep_notes CHECK (length(notes) BETWEEN 1 AND 2000)
);

-- As of recovery.
CREATE INDEX ix_sleep_day ON sleep (user_id, day, id);
CREATE UNIQUE INDEX uq_sleep_external ON sleep (user_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX uq_sleep_manual ON sleep (user_id, day) WHERE external_id IS NULL;
