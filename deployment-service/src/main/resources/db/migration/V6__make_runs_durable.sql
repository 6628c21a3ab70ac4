-- A replica saves a run again and again. What it changes then stands in no index, so that there is room beside the row for
-- its next version, and no index is touched.
ALTER TABLE run SET (fillfactor = 70);

ALTER TABLE run
    -- How many events have come for it: whoever puts it down looks whether that is as many as it has read.
    ADD COLUMN events bigint NOT NULL DEFAULT 0,
    -- How many replicas in a row fell silent with it, without one step forward.
    ADD COLUMN takeovers integer NOT NULL DEFAULT 0;

-- What somebody must see to now.
CREATE INDEX ix_run_due ON run (wake_at) WHERE replica IS NULL;

-- Whose replica fell silent.
CREATE INDEX ix_run_leased_until ON run (leased_until) WHERE leased_until IS NOT NULL;
