DROP TRIGGER tr_deployment_resumed ON deployment;
DROP FUNCTION note_resumed_deployment();
ALTER TABLE deployment DROP COLUMN resumed_at;
DROP INDEX ix_run_queued;
DROP TABLE invocation_key;
