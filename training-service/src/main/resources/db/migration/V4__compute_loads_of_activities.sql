-- The loads of activities, computed where the activities are: whoever writes an activity, its heart rates or its athlete
-- has the loads right in the same statement, also the version before, which knows nothing of them.
--
-- Ships before the code that reads them. Making the triggers keeps everybody from writing activities while this runs, so
-- that none is missed by the filling at the end.
--
-- Each formula is a function that is immutable, and never changes once it has shipped: a better one gets a function and an
-- id of its own, and a migration that computes what is stored anew. Each says a value, or why there is none. They are
-- plain SELECTs that name nothing but the server's own, so that PostgreSQL puts them into the query that calls them.

-- The loads of an activity follow from it by the triggers below, which also remove them. A reference would look each of
-- its five rows up once more: measured, a third of the time that a batch of 5,000 activities takes.
ALTER TABLE activity_load DROP CONSTRAINT fk_activity_load_activity;

-- Where most users have a single activity yet, PostgreSQL would take an index that finds all of a user's for as good as the
-- one that finds a single one, which it is not for somebody who records thousands. As if a user had a hundred, then.
ALTER TABLE activity ALTER COLUMN user_id SET (n_distinct = -0.01);
ALTER TABLE activity_load ALTER COLUMN user_id SET (n_distinct = -0.002);

-- Banister's TRIMP, banister@1: minutes x reserve x a e^(b x reserve), the reserve being the part of the way from resting
-- to maximum heart rate, at least 0 and at most 1; a and b are 0.64 and 1.92 for men, 0.86 and 1.67 for women.
CREATE FUNCTION banister_load(seconds integer, average smallint, sex text, resting smallint, max smallint)
    RETURNS TABLE (value double precision, reason text) LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN why.reason IS NULL THEN
               seconds / 60.0::double precision * reserve.x
               * CASE sex WHEN 'male' THEN 0.64::double precision * exp(1.92::double precision * reserve.x)
                          ELSE 0.86::double precision * exp(1.67::double precision * reserve.x) END
           END,
           why.reason
    FROM (SELECT CASE WHEN average IS NULL THEN 'no-average-heart-rate'
                      WHEN sex IS NULL THEN 'no-sex'
                      WHEN resting IS NULL THEN 'no-resting-heart-rate'
                      WHEN max IS NULL THEN 'no-max-heart-rate'
                      WHEN max <= resting THEN 'max-not-above-resting' END) AS why (reason),
         (SELECT least(1, greatest(0, (average - resting)::double precision / nullif(max - resting, 0)))) AS reserve (x)
$$;

-- Where zones 1 to 5 begin: where the athlete says, else at 50, 60, 70, 80 and 90 per cent of the maximum.
CREATE FUNCTION zone_starts(zones smallint[], max smallint) RETURNS smallint[] LANGUAGE sql IMMUTABLE
AS $$
    SELECT coalesce(zones, CASE WHEN max IS NOT NULL THEN
        -- The first whole rate that is not below.
        ARRAY[(max * 5 + 9) / 10, (max * 6 + 9) / 10, (max * 7 + 9) / 10, (max * 8 + 9) / 10, (max * 9 + 9) / 10]::smallint[]
    END)
$$;

-- Edwards' load, edwards@1: minutes in each tenth of the maximum heart rate, from 50 per cent on, times 1 to 5. Below 50
-- per cent nothing counts; above the maximum counts as the last tenth.
CREATE FUNCTION edwards_load(rates smallint[], seconds integer[], max smallint)
    RETURNS TABLE (value double precision, reason text) LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN rates IS NOT NULL AND max IS NOT NULL THEN
               (SELECT sum(least(5, greatest(0, at.rate * 10 / max - 4))::bigint * at.seconds)
                FROM unnest(rates, seconds) AS at (rate, seconds))::double precision / 60
           END,
           CASE WHEN rates IS NULL THEN 'no-heart-rate-stream' WHEN max IS NULL THEN 'no-max-heart-rate' END
$$;

-- Lucia's load, lucia@1: minutes below the first ventilatory threshold, from it to the second, and above that, times 1, 2
-- and 3.
CREATE FUNCTION lucia_load(rates smallint[], seconds integer[], vt1 smallint, vt2 smallint)
    RETURNS TABLE (value double precision, reason text) LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE WHEN rates IS NOT NULL AND vt1 IS NOT NULL AND vt2 IS NOT NULL THEN
               (SELECT sum(CASE WHEN at.rate < vt1 THEN 1 WHEN at.rate <= vt2 THEN 2 ELSE 3 END::bigint * at.seconds)
                FROM unnest(rates, seconds) AS at (rate, seconds))::double precision / 60
           END,
           CASE WHEN rates IS NULL THEN 'no-heart-rate-stream'
                WHEN vt1 IS NULL OR vt2 IS NULL THEN 'no-ventilatory-thresholds' END
$$;

-- Foster's session RPE, foster@1: minutes, pauses included, times the rated effort from 1 to 10.
CREATE FUNCTION foster_load(seconds integer, rpe numeric)
    RETURNS TABLE (value double precision, reason text) LANGUAGE sql IMMUTABLE
AS $$
    SELECT seconds / 60.0::double precision * rpe::double precision, CASE WHEN rpe IS NULL THEN 'no-rpe' END
$$;

-- Load miles, load-miles@1: what an activity weighs in miles run on the flat. An elevation that is not known adds nothing.
CREATE FUNCTION mile_load(type text, environment text, whole_seconds integer, seconds integer, meters numeric,
                          gain_meters numeric, rpe numeric)
    RETURNS TABLE (value double precision, reason text) LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE
               WHEN type IN ('run', 'walk', 'hike') THEN
                   whole.miles + whole.feet / 750
               WHEN type = 'ride' THEN
                   whole.miles / CASE WHEN whole.mph <= 12 THEN 4.0::double precision
                                      WHEN whole.mph <= 16 THEN 3.5::double precision
                                      WHEN whole.mph <= 20 THEN 2.9::double precision
                                      ELSE 2.4::double precision END
                   + whole.feet / 1100
               WHEN type = 'swim' THEN
                   whole.miles * CASE environment WHEN 'open_water' THEN 4.2::double precision ELSE 4 END
               WHEN type = 'row' THEN
                   whole.miles * CASE WHEN environment IN ('outdoor', 'open_water') THEN 1.7::double precision
                                      ELSE 1.5::double precision END
               WHEN type = 'ski' THEN
                   whole.miles * 1.2::double precision + whole.feet / 500
               WHEN type = 'strength' THEN
                   whole_seconds / 3600.0::double precision * rpe::double precision * 0.30::double precision
           END,
           CASE WHEN type = 'other' THEN 'no-conversion'
                WHEN type = 'strength' THEN CASE WHEN rpe IS NULL THEN 'no-rpe' END
                WHEN meters IS NULL THEN 'no-distance' END
    FROM (SELECT meters::double precision / 1609.344::double precision,
                 coalesce(gain_meters, 0)::double precision / 0.3048::double precision,
                 meters::double precision / 1609.344::double precision / (seconds / 3600.0::double precision))
             AS whole (miles, feet, mph)
$$;

-- What the loads of an activity are made of: beside itself its calendar day in its user's time zone, the heart rates that
-- the user has on that day, and those during the activity.
CREATE VIEW load_input AS
SELECT a.user_id, a.id AS activity_id, today.day, a.type, a.environment, a.duration_seconds, a.moving_seconds,
       -- Nobody exercises without moving: a time of 0 is of a device that cannot tell.
       coalesce(nullif(a.moving_seconds, 0), a.duration_seconds) AS exercise_seconds,
       a.distance_meters, a.elevation_gain_meters, a.average_heart_rate, a.rpe, athlete.sex, known.effective_from,
       known.resting, known.max, known.vt1, known.vt2, zone_starts(known.zones, known.max) AS zone_starts,
       during.rates, during.seconds
FROM activity a
LEFT JOIN athlete ON athlete.user_id = a.user_id
CROSS JOIN LATERAL (SELECT (a.started_at AT TIME ZONE coalesce(athlete.time_zone, 'UTC'))::date AS day) AS today
LEFT JOIN LATERAL (
    SELECT r.* FROM athlete_heart_rate r
    WHERE r.user_id = a.user_id AND r.effective_from <= today.day
    ORDER BY r.effective_from DESC
    LIMIT 1) AS known ON true
LEFT JOIN activity_heart_rate during ON during.user_id = a.user_id AND during.activity_id = a.id;

-- What activity_load has to hold.
CREATE VIEW computed_load AS
SELECT i.user_id, i.activity_id, load.metric, i.day, load.value, load.reason, load.formula
FROM load_input i
CROSS JOIN LATERAL (
    SELECT 'trimp', value, reason, 'banister@1'
    FROM banister_load(i.exercise_seconds, i.average_heart_rate, i.sex, i.resting, i.max)
    UNION ALL
    SELECT 'edwards', value, reason, 'edwards@1' FROM edwards_load(i.rates, i.seconds, i.max)
    UNION ALL
    SELECT 'lucia', value, reason, 'lucia@1' FROM lucia_load(i.rates, i.seconds, i.vt1, i.vt2)
    UNION ALL
    SELECT 'srpe', value, reason, 'foster@1' FROM foster_load(i.duration_seconds, i.rpe)
    UNION ALL
    SELECT 'load_miles', value, reason, 'load-miles@1'
    FROM mile_load(i.type, i.environment, i.duration_seconds, i.exercise_seconds, i.distance_meters,
                   i.elevation_gain_meters, i.rpe)) AS load (metric, value, reason, formula);

-- Who writes activities holds the lock of their users with others, who changes an athlete holds it alone: otherwise the
-- one would compute with the athlete as it was, the other without the activity, and both would commit. Many users share a
-- lock, so that a statement about many does not fill the server's table of locks. In ascending order, against deadlocks;
-- who does both in a transaction changes the athlete first.
CREATE FUNCTION lock_athletes(users text[], alone boolean) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
    IF alone THEN
        PERFORM pg_advisory_xact_lock(hashtext('athlete'), slot)
        FROM (SELECT DISTINCT hashtext(u) & 1023 AS slot FROM unnest(users) AS u ORDER BY slot) AS slots;
    ELSE
        PERFORM pg_advisory_xact_lock_shared(hashtext('athlete'), slot)
        FROM (SELECT DISTINCT hashtext(u) & 1023 AS slot FROM unnest(users) AS u ORDER BY slot) AS slots;
    END IF;
END
$$;

-- Writes the loads of these activities as they are now, as far as they are others than before, and nothing else: who follows
-- the loads sees real changes only.
--
-- Each activity is looked up by its key, however little PostgreSQL knows of the tables yet: OFFSET 0 keeps it from joining
-- the other way round, and sequential scans are off. A plan is made for each call, since one that a connection made while
-- the tables were nearly empty, and kept, takes seconds for the thousands of activities that come next. For the same reason
-- the metric is not compared by =, for which it might take ix_activity_load_day.
CREATE FUNCTION write_loads(users text[], activities uuid[]) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO activity_load AS held (user_id, activity_id, metric, day, value, reason, formula)
    SELECT now.user_id, now.activity_id, now.metric, now.day, now.value, now.reason, now.formula
    FROM unnest(users, activities) AS touched (user_id, activity_id)
    CROSS JOIN LATERAL (
        SELECT computed.*
        FROM computed_load computed
        LEFT JOIN activity_load before
            ON before.user_id = computed.user_id AND before.activity_id = computed.activity_id
            AND before.metric IS NOT DISTINCT FROM computed.metric
        WHERE computed.user_id = touched.user_id AND computed.activity_id = touched.activity_id
          AND (before.day, before.value, before.reason, before.formula)
              IS DISTINCT FROM (computed.day, computed.value, computed.reason, computed.formula)
        OFFSET 0) AS now
    ON CONFLICT (user_id, activity_id, metric) DO UPDATE
    SET day = excluded.day, value = excluded.value, reason = excluded.reason, formula = excluded.formula;
END
$$;

-- The same of the activities of a range of each user's days, of which the last is no part.
CREATE FUNCTION write_loads_of_days(users text[], since date[], until date[]) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    PERFORM write_loads(array_agg(each.user_id), array_agg(each.activity_id))
    FROM (
        -- Ranges may overlap.
        SELECT DISTINCT found.user_id, found.activity_id
        FROM unnest(users, since, until) AS touched (user_id, since, until)
        CROSS JOIN LATERAL (
            SELECT i.user_id, i.activity_id FROM load_input i
            WHERE i.user_id = touched.user_id AND i.day >= touched.since AND i.day < touched.until
            OFFSET 0) AS found
        ORDER BY found.user_id, found.activity_id) AS each;
END
$$;

CREATE FUNCTION remove_loads(users text[], activities uuid[]) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    DELETE FROM activity_load WHERE ctid = ANY (ARRAY(
        SELECT held.place
        FROM unnest(users, activities) AS gone (user_id, activity_id)
        CROSS JOIN LATERAL (
            SELECT l.ctid AS place FROM activity_load l
            WHERE l.user_id = gone.user_id AND l.activity_id = gone.activity_id
            OFFSET 0) AS held));
END
$$;

CREATE FUNCTION follow_activities() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM lock_athletes(array_agg(DISTINCT user_id), false) FROM former;
        PERFORM remove_loads(array_agg(user_id), array_agg(id)) FROM former;
    ELSE
        PERFORM lock_athletes(array_agg(DISTINCT user_id), false) FROM changed;
        PERFORM write_loads(array_agg(user_id ORDER BY user_id, id), array_agg(id ORDER BY user_id, id)) FROM changed;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_activity_inserted AFTER INSERT ON activity
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_activities();
CREATE TRIGGER tr_activity_updated AFTER UPDATE ON activity
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_activities();
CREATE TRIGGER tr_activity_deleted AFTER DELETE ON activity
    REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION follow_activities();

CREATE FUNCTION follow_activity_heart_rates() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM lock_athletes(array_agg(DISTINCT user_id), false) FROM changed;
    PERFORM write_loads(array_agg(user_id), array_agg(activity_id)) FROM changed;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_activity_heart_rate_inserted AFTER INSERT ON activity_heart_rate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_activity_heart_rates();
CREATE TRIGGER tr_activity_heart_rate_updated AFTER UPDATE ON activity_heart_rate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_activity_heart_rates();
CREATE TRIGGER tr_activity_heart_rate_deleted AFTER DELETE ON activity_heart_rate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_activity_heart_rates();

CREATE FUNCTION follow_athletes() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
DECLARE
    users text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(changed.user_id) INTO users
        FROM changed JOIN former USING (user_id)
        WHERE (changed.sex, changed.time_zone) IS DISTINCT FROM (former.sex, former.time_zone);
    ELSE
        SELECT array_agg(user_id) INTO users
        FROM changed WHERE (sex, time_zone) IS DISTINCT FROM (NULL, 'UTC');
    END IF;
    IF users IS NOT NULL THEN
        PERFORM lock_athletes(users, true);
        PERFORM write_loads_of_days(users, array_fill('-infinity'::date, ARRAY[cardinality(users)]),
                                    array_fill('infinity'::date, ARRAY[cardinality(users)]));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_athlete_inserted AFTER INSERT ON athlete
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athletes();
CREATE TRIGGER tr_athlete_updated AFTER UPDATE ON athlete
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athletes();
CREATE TRIGGER tr_athlete_deleted AFTER DELETE ON athlete
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athletes();

-- A row touches the days from its own to the next row's, as the rows are afterwards: what one that moved or went leaves
-- falls to the one before it.
CREATE FUNCTION follow_athlete_heart_rates() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
DECLARE
    users text[];
    since date[];
    until date[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(user_id), array_agg(effective_from) INTO users, since
        FROM (SELECT user_id, effective_from FROM (TABLE former EXCEPT TABLE changed) AS was
              UNION
              SELECT user_id, effective_from FROM (TABLE changed EXCEPT TABLE former) AS becomes) AS touched;
    ELSE
        SELECT array_agg(user_id), array_agg(effective_from) INTO users, since FROM changed;
    END IF;
    IF users IS NOT NULL THEN
        PERFORM lock_athletes(users, true);
        SELECT array_agg(touched.user_id), array_agg(touched.since), array_agg(coalesce(next.day, 'infinity'))
        INTO users, since, until
        FROM unnest(users, since) AS touched (user_id, since)
        CROSS JOIN LATERAL (
            SELECT min(r.effective_from) FROM athlete_heart_rate r
            WHERE r.user_id = touched.user_id AND r.effective_from > touched.since) AS next (day);
        PERFORM write_loads_of_days(users, since, until);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_athlete_heart_rate_inserted AFTER INSERT ON athlete_heart_rate
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athlete_heart_rates();
CREATE TRIGGER tr_athlete_heart_rate_updated AFTER UPDATE ON athlete_heart_rate
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athlete_heart_rates();
CREATE TRIGGER tr_athlete_heart_rate_deleted AFTER DELETE ON athlete_heart_rate
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_athlete_heart_rates();

-- What there was before.
INSERT INTO activity_load (user_id, activity_id, metric, day, value, reason, formula)
SELECT user_id, activity_id, metric, day, value, reason, formula FROM computed_load;
