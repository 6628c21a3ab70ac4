-- What keeps the log small: weeks that are made ahead and dropped as a whole, and a queue of deployments that have more
-- than they are to keep. Only adds; the version before goes on as it was.

-- The least UUIDv7 of a moment: ids from it on were made then or later.
CREATE FUNCTION log_id_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

-- Makes the partitions of this week and the next three, as far as they are not there, and moves into each what the default
-- partition has of it; how many it made. Attaching one lets others read and write meanwhile. What it must wait for longer
-- than its lock timeout ends it, so that nobody queues behind it; it is called again.
CREATE FUNCTION keep_log_partitions()
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "${flyway:defaultSchema}", pg_temp
SET lock_timeout = '200ms'
AS $$
DECLARE
    week timestamp;
    parent text;
    child text;
    key text;
    lower_bound uuid;
    upper_bound uuid;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('log_partitions', 0));
    FOR week IN
        SELECT date_trunc('week', now() AT TIME ZONE 'UTC') + n * interval '1 week' FROM generate_series(0, 3) AS n
    LOOP
        lower_bound := log_id_floor(week AT TIME ZONE 'UTC');
        upper_bound := log_id_floor((week + interval '1 week') AT TIME ZONE 'UTC');
        FOREACH parent IN ARRAY ARRAY['deployment_log', 'run_step'] LOOP
            child := parent || to_char(week, '"_"IYYY"w"IW');
            IF to_regclass(quote_ident(child)) IS NULL THEN
                key := CASE parent WHEN 'run_step' THEN 'run_id' ELSE 'id' END;
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
                -- Most rows are deleted before their week is dropped: by the number that is kept.
                EXECUTE format('ALTER TABLE %I SET (autovacuum_vacuum_scale_factor = 0.05)', child);
                EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', parent || '_default');
                EXECUTE format('WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *)
                                INSERT INTO %5$I SELECT * FROM moved',
                    parent || '_default', key, lower_bound, upper_bound, child);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    parent, child, lower_bound, upper_bound);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- Drops the oldest week of which nothing is to be kept any more, and says which; null when there is none. One at a time,
-- since it holds up who adds rows from its lock to its commit, and no longer than the lock timeout before. How long is no
-- parameter: it is the longest that any deployment wants, and who calls this can make nothing younger disappear.
--
-- A row's week is that of its acceptance, but its age counts from its end: a week with a run that still goes on, or has
-- ended late, stays. What else is in it is deleted row by row.
CREATE FUNCTION drop_log_partition()
RETURNS text LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "${flyway:defaultSchema}", pg_temp
SET lock_timeout = '100ms'
AS $$
DECLARE
    child text;
    week date;
    kept_since timestamptz;
    is_kept boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('log_partitions', 0));
    SELECT now() - coalesce(max(kept_days), 30) * interval '1 day' INTO kept_since FROM deployment;
    FOR child, week IN
        SELECT relname, to_date(right(relname, 7), 'IYYY"w"IW')
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'deployment_log'::regclass AND relname ~ '_[0-9]{4}w[0-9]{2}$'
          AND (to_date(right(relname, 7), 'IYYY"w"IW') + 7)::timestamp AT TIME ZONE 'UTC' <= kept_since
        ORDER BY relname
    LOOP
        -- In this order: a run goes when its log comes, so whatever is committed in between is seen by one of the two.
        CONTINUE WHEN EXISTS (
            SELECT FROM run WHERE id >= log_id_floor(week::timestamp AT TIME ZONE 'UTC')
                              AND id < log_id_floor((week + 7)::timestamp AT TIME ZONE 'UTC'));
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE finished_at > $1)', child) INTO is_kept USING kept_since;
        CONTINUE WHEN is_kept;
        EXECUTE format('DROP TABLE IF EXISTS %I', replace(child, 'deployment_log', 'run_step'));
        EXECUTE format('DROP TABLE %I', child);
        RETURN child;
    END LOOP;
    RETURN NULL;
END
$$;

REVOKE EXECUTE ON FUNCTION keep_log_partitions, drop_log_partition FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_log_partitions, drop_log_partition TO ${appRole};

SELECT keep_log_partitions();

-- Deployments that may have more logs than they are to keep. Who takes one out first deletes its row, so that whoever adds
-- it meanwhile waits for that, and what it was added for is seen by the next.
CREATE TABLE log_prune (
    user_id       text        NOT NULL,
    deployment_id uuid        NOT NULL,
    -- How long something has been to do, and since when it is in line: what was only begun goes to the end.
    since         timestamptz NOT NULL DEFAULT clock_timestamp(),
    queued_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- How far chunks have come.
    done_to       uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    CONSTRAINT pk_log_prune PRIMARY KEY (user_id, deployment_id)
);

CREATE INDEX ix_log_prune_queued_at ON log_prune (queued_at);

-- A deployment that keeps less than before, or is gone with all its logs: whoever changed that.
CREATE FUNCTION mark_log_prune() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO log_prune (user_id, deployment_id) VALUES (old.user_id, old.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_deployment_keeps_less AFTER UPDATE OF kept_logs, kept_days ON deployment
    FOR EACH ROW WHEN (new.kept_logs < old.kept_logs OR new.kept_days < old.kept_days)
    EXECUTE FUNCTION mark_log_prune();
CREATE TRIGGER tr_deployment_gone AFTER DELETE ON deployment
    FOR EACH ROW EXECUTE FUNCTION mark_log_prune();
