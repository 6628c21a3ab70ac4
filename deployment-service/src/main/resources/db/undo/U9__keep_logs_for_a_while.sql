DROP TRIGGER tr_deployment_gone ON deployment;
DROP TRIGGER tr_deployment_keeps_less ON deployment;
DROP FUNCTION mark_log_prune;
DROP TABLE log_prune;
DROP FUNCTION drop_log_partition;
DROP FUNCTION keep_log_partitions;

-- What is in the weeks goes back to where it would be without them.
DO $$
DECLARE
    child text;
    parent text;
BEGIN
    FOR parent, child IN
        SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits
        WHERE inhparent IN ('deployment_log'::regclass, 'run_step'::regclass)
          AND inhrelid::regclass::text ~ '_[0-9]{4}w[0-9]{2}$'
    LOOP
        EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, child);
        EXECUTE format('INSERT INTO %s SELECT * FROM %s', parent, child);
        EXECUTE format('DROP TABLE %s', child);
    END LOOP;
END
$$;

DROP FUNCTION log_id_floor;
