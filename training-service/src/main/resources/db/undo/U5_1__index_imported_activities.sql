DROP INDEX ix_activity_import;
