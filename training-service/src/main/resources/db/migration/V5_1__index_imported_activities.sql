-- Undo of an import: which activities it brought. In a migration of its own, since it is built while others write.
DROP INDEX CONCURRENTLY IF EXISTS "${flyway:defaultSchema}".ix_activity_import;
CREATE INDEX CONCURRENTLY ix_activity_import ON activity (user_id, import_id) WHERE import_id IS NOT NULL;
