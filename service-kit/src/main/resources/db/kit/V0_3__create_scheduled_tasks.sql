-- When each background job of this service runs next, and which replica runs it now. The columns are those that
-- db-scheduler 16 expects, under its names; the last four are ours, which it neither reads nor changes. A handful of
-- rows, one a job: the primary key is all the index that it needs.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    -- Always 'recurring': a job is scheduled once.
    task_instance        text        NOT NULL,
    -- Always null: a job finds by itself what there is to do.
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    -- Whose is too old while picked is true died, and its run is begun anew.
    last_heartbeat       timestamptz,
    -- Grows whenever a run begins or ends: the one that runs knows by it that the row is still its own.
    version              bigint      NOT NULL,
    -- The version of the run that began last, which the next two tell of.
    begun_version        bigint,
    started_at           timestamptz,
    rows_handled         bigint      NOT NULL DEFAULT 0,
    -- The version of the run that an admin has cancelled, so that no later one can be meant.
    cancelled_version    bigint,
    CONSTRAINT pk_scheduled_tasks PRIMARY KEY (task_name, task_instance),
    CONSTRAINT ck_scheduled_tasks_task_name CHECK (length(task_name) BETWEEN 1 AND 63),
    CONSTRAINT ck_scheduled_tasks_task_instance CHECK (length(task_instance) BETWEEN 1 AND 63),
    CONSTRAINT ck_scheduled_tasks_task_data CHECK (task_data IS NULL),
    CONSTRAINT ck_scheduled_tasks_picked_by CHECK (length(picked_by) <= 50),
    CONSTRAINT ck_scheduled_tasks_rows_handled CHECK (rows_handled >= 0)
);
