-- The highest number of a user's workflows that nobody has named, at its end: a new one is to have the next.
DROP INDEX CONCURRENTLY IF EXISTS "${flyway:defaultSchema}".ix_workflow_untitled;
CREATE INDEX CONCURRENTLY ix_workflow_untitled
    ON workflow (user_id, (substring(name FROM '^Untitled ([1-9][0-9]{0,14})$')::bigint))
    WHERE name LIKE 'Untitled %';
