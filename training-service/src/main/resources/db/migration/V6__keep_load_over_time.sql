-- Load over time: what each calendar day of a user says in each metric, computed ahead, and what there is to compute anew.
--
-- Ships before the code that uses it: the version before notes its changes without knowing, by the triggers below, and the
-- first worker, or the first reader, computes what they touch.

-- Days of which nothing is known, such as those without the watch. Without a mark, a day without an activity is a rest day.
CREATE TABLE load_gap (
    user_id   text NOT NULL,
    first_day date NOT NULL,
    last_day  date NOT NULL,
    note      text,
    CONSTRAINT pk_load_gap PRIMARY KEY (user_id, first_day),
    CONSTRAINT ck_load_gap_days CHECK (first_day BETWEEN '1970-01-01' AND '2100-12-31'
        AND last_day BETWEEN first_day AND '2100-12-31'),
    CONSTRAINT ck_load_gap_note CHECK (length(note) BETWEEN 1 AND 500)
);

-- Every day from a user's first activity on, without holes, as far as somebody has asked. What is a mere division of these
-- figures is not kept: the ratios, monotony, strain and form.
CREATE TABLE load_day (
    user_id        text             NOT NULL,
    metric         text             NOT NULL,
    day            date             NOT NULL,
    -- The loads of the day's activities together, 0 on a rest day. Null when it is not known, and why.
    load           double precision,
    reason         text,
    -- Of how many of the last 28 days, this one included, the load is known.
    known_days     smallint         NOT NULL,
    -- Means of the known days among the last 7, the last 28, and the 21 before the last 7; null when there are none.
    acute          double precision,
    chronic        double precision,
    chronic_before double precision,
    -- The population's standard deviation of the last 7 days; null when one of them is not known.
    deviation      double precision,
    -- After this day; null until the first known one.
    ewma_acute     double precision,
    ewma_chronic   double precision,
    fitness        double precision,
    fatigue        double precision,
    CONSTRAINT pk_load_day PRIMARY KEY (user_id, metric, day),
    CONSTRAINT ck_load_day_reason CHECK (
        (load IS NULL) = (reason IS NOT NULL) AND reason IN ('gap', 'missing-inputs')),
    CONSTRAINT ck_load_day_known_days CHECK (known_days BETWEEN 0 AND 28)
);

-- From which day on a user's figures are not right any more: a row for every change, in the transaction of the change. Rows
-- are never joined into one, so that nobody who records something waits for somebody who computes, or for somebody else.
CREATE TABLE load_change (
    user_id  text NOT NULL,
    id       uuid NOT NULL DEFAULT uuidv7(),
    from_day date NOT NULL,
    CONSTRAINT pk_load_change PRIMARY KEY (user_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The worker takes what has waited longest.
CREATE INDEX ix_load_change_id ON load_change (id);

-- An admin's order to compute everything anew, and how far it is.
CREATE TABLE load_recompute (
    id           uuid        NOT NULL DEFAULT uuidv7(),
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    state        text        NOT NULL DEFAULT 'running',
    ended_at     timestamptz,
    CONSTRAINT pk_load_recompute PRIMARY KEY (id),
    CONSTRAINT ck_load_recompute_requested_by CHECK (length(requested_by) BETWEEN 1 AND 255),
    CONSTRAINT ck_load_recompute_state CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    CONSTRAINT ck_load_recompute_ended_at CHECK ((state = 'running') = (ended_at IS NULL))
);

-- One at a time.
CREATE UNIQUE INDEX uq_load_recompute_running ON load_recompute (state) WHERE state = 'running';

-- Users who are computed in one transaction. Who is at it holds the row's lock; when it dies, the row is as it was.
CREATE TABLE load_recompute_chunk (
    recompute_id uuid     NOT NULL,
    number       integer  NOT NULL,
    users        text[]   NOT NULL,
    attempts     smallint NOT NULL DEFAULT 0,
    -- SQLSTATE of the last attempt that failed.
    error        text,
    done_at      timestamptz,
    -- Days whose figures were others than before.
    changed_days bigint,
    CONSTRAINT pk_load_recompute_chunk PRIMARY KEY (recompute_id, number),
    CONSTRAINT fk_load_recompute_chunk_recompute FOREIGN KEY (recompute_id) REFERENCES load_recompute ON DELETE CASCADE,
    CONSTRAINT ck_load_recompute_chunk_users CHECK (cardinality(users) BETWEEN 1 AND 1000),
    CONSTRAINT ck_load_recompute_chunk_error CHECK (length(error) <= 255),
    CONSTRAINT ck_load_recompute_chunk_done CHECK ((done_at IS NULL) = (changed_days IS NULL))
);

-- The recursions, one day further: exponentially weighted means with 2/(7+1), 2/(28+1), 1 - e^(-1/42) and 1 - e^(-1/7).
-- The former two begin with the first known load, the latter with 0. A day that is not known changes nothing. What is left
-- of a load after years of rest counts as nothing in the end: the server refuses a product that is too small to be told
-- from 0. stored is what they were after this day, for the day from which they go on.
CREATE FUNCTION step_load_recursion(state double precision[], load double precision, stored double precision[])
    RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    IF stored IS NOT NULL THEN
        RETURN stored;
    ELSIF load IS NULL THEN
        RETURN state;
    ELSIF state IS NULL THEN
        RETURN ARRAY[load, load, 0.02352831334775677::double precision * load, 0.13312210024981835::double precision * load];
    END IF;
    RETURN ARRAY[
        0.25::double precision * load
            + CASE WHEN state[1] < 1e-100 THEN 0 ELSE 0.75::double precision * state[1] END,
        2::double precision / 29 * load
            + CASE WHEN state[2] < 1e-100 THEN 0 ELSE (1 - 2::double precision / 29) * state[2] END,
        0.02352831334775677::double precision * load
            + CASE WHEN state[3] < 1e-100 THEN 0 ELSE (1 - 0.02352831334775677::double precision) * state[3] END,
        0.13312210024981835::double precision * load
            + CASE WHEN state[4] < 1e-100 THEN 0 ELSE (1 - 0.13312210024981835::double precision) * state[4] END];
END
$$;

-- As a window function over the days in their order.
CREATE AGGREGATE load_recursion(load double precision, stored double precision[]) (
    SFUNC = step_load_recursion, STYPE = double precision[], PARALLEL = SAFE);

CREATE FUNCTION note_load_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO load_change (user_id, from_day)
        SELECT user_id, min(least(former.day, changed.day))
        FROM former FULL JOIN changed USING (user_id, activity_id, metric)
        WHERE (former.day, former.value) IS DISTINCT FROM (changed.day, changed.value)
        GROUP BY user_id;
    ELSE
        INSERT INTO load_change (user_id, from_day) SELECT user_id, min(day) FROM changed GROUP BY user_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_activity_load_inserted AFTER INSERT ON activity_load
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_change();
CREATE TRIGGER tr_activity_load_updated AFTER UPDATE ON activity_load
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_change();
CREATE TRIGGER tr_activity_load_deleted AFTER DELETE ON activity_load
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_change();

CREATE FUNCTION note_load_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO load_change (user_id, from_day)
        SELECT user_id, min(first_day)
        FROM former FULL JOIN changed USING (user_id, first_day)
        WHERE former.last_day IS DISTINCT FROM changed.last_day
        GROUP BY user_id;
    ELSE
        INSERT INTO load_change (user_id, from_day) SELECT user_id, min(first_day) FROM changed GROUP BY user_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_load_gap_inserted AFTER INSERT ON load_gap
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_gap();
CREATE TRIGGER tr_load_gap_updated AFTER UPDATE ON load_gap
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_gap();
CREATE TRIGGER tr_load_gap_deleted AFTER DELETE ON load_gap
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_load_gap();

-- What there was before. The triggers have locked out whoever was changing it.
INSERT INTO load_change (user_id, from_day) SELECT user_id, min(day) FROM activity_load GROUP BY user_id;
