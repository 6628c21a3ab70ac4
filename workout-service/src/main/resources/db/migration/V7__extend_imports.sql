-- Imports of any CSV file by a mapping of its columns, and imports that go on after their request was answered.
--
-- Ships before the code that uses it: the version before inserts imports that are finished with their transaction, which
-- is what the defaults say. The table holds a row an import, so its checks need no step of their own.

ALTER TABLE import
    DROP CONSTRAINT ck_import_format,
    ADD CONSTRAINT ck_import_format CHECK (format IN ('strong', 'hevy', 'csv')),
    -- A running one is visible while the transaction that adds its sets is not; undone ones stay, to be asked after.
    ADD COLUMN state        text    NOT NULL DEFAULT 'finished',
    ADD COLUMN dry_run      boolean NOT NULL DEFAULT false,
    -- How far it is. Null for the imports of the version before.
    ADD COLUMN bytes        bigint,
    ADD COLUMN bytes_read   bigint,
    ADD COLUMN rows_read    integer,
    ADD COLUMN sets_planned integer,
    ADD COLUMN sets_added   integer,
    ADD COLUMN finished_at  timestamptz,
    -- JSON as it is answered: the problem that ended it, and what it did.
    ADD COLUMN problem      text,
    ADD COLUMN result       text,
    ADD CONSTRAINT ck_import_state CHECK (state IN ('running', 'finished', 'failed', 'undone')),
    ADD CONSTRAINT ck_import_progress CHECK (bytes >= 0 AND bytes_read >= 0 AND rows_read >= 0 AND sets_planned >= 0
        AND sets_added >= 0),
    ADD CONSTRAINT ck_import_problem CHECK (length(problem) <= 10000),
    ADD CONSTRAINT ck_import_result CHECK (length(result) <= 1000000);
