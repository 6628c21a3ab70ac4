-- What a next version may always do while this one serves: more columns, in every table, one at a time, each of which is
-- locked for a moment. A statement of this version that takes a row as it comes would see them.
DO $$
DECLARE
    one name;
BEGIN
    FOR one IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
          AND relname <> 'flyway_schema_history'
    LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN next_note text, ADD COLUMN next_count integer NOT NULL DEFAULT 0', one);
        COMMIT;
    END LOOP;
END $$;
