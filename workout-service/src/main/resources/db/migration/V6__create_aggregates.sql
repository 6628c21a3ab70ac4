-- What was done in each exercise on each day, in each week and month, computed ahead; and the queue of what to compute.
--
-- Ships before the code that uses it: the version before fills the queue without knowing, by the triggers below, and the
-- first worker empties it. The figures are of finished workouts alone. Adding a set to the active workout, the hot path,
-- therefore touches nothing of this: the day is queued once, when the workout is finished.

-- No reference to the exercise: a row follows from sets, whose removal queues its day. A reference would make the worker
-- and whoever removes an exercise wait for each other. Nor an index that starts with the exercise: a user's rows of ten
-- years are some ten thousand.
CREATE TABLE exercise_daily (
    user_id        text        NOT NULL,
    exercise_id    uuid        NOT NULL,
    -- The day in the user's time zone on which the workout started.
    day            date        NOT NULL,
    workouts       integer     NOT NULL,
    -- Warm-ups are counted by themselves and by nothing else here.
    sets           integer     NOT NULL,
    warmup_sets    integer     NOT NULL,
    reps           bigint      NOT NULL,
    volume_kg      numeric     NOT NULL,
    -- Null without a set that has a weight.
    max_weight_kg  numeric,
    best_e1rm_kg   numeric,
    -- Repetitions of the set that made the estimate, the fewest where several did: they say how far to trust it.
    best_e1rm_reps integer,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise_daily PRIMARY KEY (user_id, day, exercise_id),
    CONSTRAINT ck_exercise_daily_best_e1rm CHECK (num_nulls(best_e1rm_kg, best_e1rm_reps) IN (0, 2))
);

-- A week is named by its first day.
CREATE TABLE exercise_weekly (
    user_id        text        NOT NULL,
    exercise_id    uuid        NOT NULL,
    week_start     date        NOT NULL,
    workouts       integer     NOT NULL,
    sets           integer     NOT NULL,
    warmup_sets    integer     NOT NULL,
    reps           bigint      NOT NULL,
    volume_kg      numeric     NOT NULL,
    max_weight_kg  numeric,
    best_e1rm_kg   numeric,
    best_e1rm_reps integer,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise_weekly PRIMARY KEY (user_id, week_start, exercise_id),
    CONSTRAINT ck_exercise_weekly_best_e1rm CHECK (num_nulls(best_e1rm_kg, best_e1rm_reps) IN (0, 2))
);

-- A month is named by its first day.
CREATE TABLE exercise_monthly (
    user_id        text        NOT NULL,
    exercise_id    uuid        NOT NULL,
    month          date        NOT NULL,
    workouts       integer     NOT NULL,
    sets           integer     NOT NULL,
    warmup_sets    integer     NOT NULL,
    reps           bigint      NOT NULL,
    volume_kg      numeric     NOT NULL,
    max_weight_kg  numeric,
    best_e1rm_kg   numeric,
    best_e1rm_reps integer,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_exercise_monthly PRIMARY KEY (user_id, month, exercise_id),
    CONSTRAINT ck_exercise_monthly_best_e1rm CHECK (num_nulls(best_e1rm_kg, best_e1rm_reps) IN (0, 2))
);

-- What has to be computed anew: a row for every change, in the transaction of the change. Rows are never joined into one:
-- who finds a row there that a worker has already taken must leave one of his own, or his change is forgotten.
CREATE TABLE aggregate_queue (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    -- The day that this falls on, in the time zone that the user has when the worker comes by: a day that was written down
    -- while the user's zone was being changed would be one of the old zone. Null: all days of the user, since they are
    -- others now.
    started_at timestamptz,
    CONSTRAINT pk_aggregate_queue PRIMARY KEY (user_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The worker takes what has waited longest.
CREATE INDEX ix_aggregate_queue_id ON aggregate_queue (id);

-- Which state the weeks of a user are in: another version whenever they were computed
-- anew, for whoever keeps something that follows from them.
CREATE TABLE aggregate_version (
    user_id text NOT NULL,
    version uuid NOT NULL DEFAULT uuidv7(),
    CONSTRAINT pk_aggregate_version PRIMARY KEY (user_id)
);

-- The first day of the week that a day is in; weeks begin on first_weekday, 1 for Monday to 7 for Sunday.
CREATE FUNCTION week_of(day date, first_weekday integer) RETURNS date LANGUAGE sql IMMUTABLE
AS $$ SELECT day - (extract(isodow FROM day)::integer - first_weekday + 7) % 7 $$;

CREATE FUNCTION queue_sets() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    -- Sets that went with their workout are not found here; the workout has queued them.
    IF TG_OP = 'DELETE' THEN
        INSERT INTO aggregate_queue (user_id, started_at)
        SELECT DISTINCT w.user_id, w.started_at
        FROM former s JOIN workout w ON w.user_id = s.user_id AND w.id = s.workout_id
        WHERE w.finished_at IS NOT NULL;
    ELSE
        INSERT INTO aggregate_queue (user_id, started_at)
        SELECT DISTINCT w.user_id, w.started_at
        FROM (SELECT user_id, workout_id FROM former UNION SELECT user_id, workout_id FROM changed) s
        JOIN workout w ON w.user_id = s.user_id AND w.id = s.workout_id
        WHERE w.finished_at IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_workout_set_updated AFTER UPDATE ON workout_set
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION queue_sets();
CREATE TRIGGER tr_workout_set_deleted AFTER DELETE ON workout_set
    REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION queue_sets();

CREATE FUNCTION queue_workout() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.finished_at IS NOT NULL THEN
        INSERT INTO aggregate_queue (user_id, started_at) VALUES (OLD.user_id, OLD.started_at);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.finished_at IS NOT NULL
            AND (TG_OP = 'INSERT' OR OLD.finished_at IS NULL OR OLD.started_at <> NEW.started_at) THEN
        INSERT INTO aggregate_queue (user_id, started_at) VALUES (NEW.user_id, NEW.started_at);
    END IF;
    RETURN NULL;
END
$$;

-- Sets that are added to a finished workout, as imports do, show by its last_number. A trigger on the insertion of sets
-- would run on the hot path; this condition, of a row, is looked at without calling anything.
CREATE TRIGGER tr_workout_updated AFTER UPDATE OF started_at, finished_at, last_number ON workout FOR EACH ROW
    WHEN ((OLD.finished_at IS NOT NULL OR NEW.finished_at IS NOT NULL)
        AND (OLD.started_at, OLD.finished_at, OLD.last_number)
            IS DISTINCT FROM (NEW.started_at, NEW.finished_at, NEW.last_number))
    EXECUTE FUNCTION queue_workout();
CREATE TRIGGER tr_workout_inserted AFTER INSERT ON workout FOR EACH ROW
    WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION queue_workout();
CREATE TRIGGER tr_workout_deleted AFTER DELETE ON workout FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION queue_workout();

CREATE FUNCTION queue_user() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO aggregate_queue (user_id) VALUES (coalesce(NEW.user_id, OLD.user_id));
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_preference_inserted AFTER INSERT ON preference FOR EACH ROW
    WHEN ((NEW.time_zone, NEW.week_start) <> ('UTC', 'monday')) EXECUTE FUNCTION queue_user();
CREATE TRIGGER tr_preference_updated AFTER UPDATE OF time_zone, week_start ON preference FOR EACH ROW
    WHEN ((OLD.time_zone, OLD.week_start) <> (NEW.time_zone, NEW.week_start)) EXECUTE FUNCTION queue_user();
CREATE TRIGGER tr_preference_deleted AFTER DELETE ON preference FOR EACH ROW
    WHEN ((OLD.time_zone, OLD.week_start) <> ('UTC', 'monday')) EXECUTE FUNCTION queue_user();

-- What there was before. The triggers have locked out whoever was changing it.
INSERT INTO aggregate_queue (user_id) SELECT DISTINCT user_id FROM workout;
