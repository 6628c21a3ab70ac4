ALTER TABLE activity DROP COLUMN import_id, DROP COLUMN source;
DROP TABLE activity_import;
