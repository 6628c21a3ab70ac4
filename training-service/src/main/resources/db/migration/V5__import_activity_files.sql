-- Activities out of files: which import brought them, so that it can be taken back. Ships before the code that uses it: the
-- version before records activities by hand, which is what the default says.

-- An import is one transaction, so that what is here is all there. Those that were taken back stay, to be asked after.
CREATE TABLE activity_import (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    format     text        NOT NULL,
    state      text        NOT NULL DEFAULT 'finished',
    bytes      bigint      NOT NULL,
    created    integer     NOT NULL,
    duplicates integer     NOT NULL,
    failed     integer     NOT NULL,
    -- Of one that was taken back: how many of its activities stayed, since they had been changed.
    kept       integer,
    -- JSON as it was answered.
    result     text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_activity_import PRIMARY KEY (user_id, id),
    CONSTRAINT ck_activity_import_format CHECK (format IN ('fit', 'tcx', 'gpx', 'zip', 'strava')),
    CONSTRAINT ck_activity_import_state CHECK (state IN ('finished', 'undone')),
    CONSTRAINT ck_activity_import_counts CHECK (bytes >= 0 AND created >= 0 AND duplicates >= 0 AND failed >= 0),
    CONSTRAINT ck_activity_import_kept CHECK ((state = 'undone') = (kept IS NOT NULL) AND kept BETWEEN 0 AND created),
    CONSTRAINT ck_activity_import_result CHECK (length(result) <= 1000000)
);

ALTER TABLE activity
    ADD COLUMN source    text NOT NULL DEFAULT 'manual',
    ADD COLUMN import_id uuid,
    ADD CONSTRAINT ck_activity_source CHECK (source IN ('manual', 'file', 'provider')),
    ADD CONSTRAINT ck_activity_import CHECK (import_id IS NULL OR source = 'file'),
    ADD CONSTRAINT fk_activity_import FOREIGN KEY (user_id, import_id) REFERENCES activity_import (user_id, id);
