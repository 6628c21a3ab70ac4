-- A run that waits for events of its owner. It is here from the moment that its run is saved waiting, and goes with what it
-- waited for, or with its run.
CREATE TABLE run_listener (
    user_id text  NOT NULL,
    run_id  uuid  NOT NULL,
    -- The effect of the run that asks for events.
    effect  text  NOT NULL,
    -- An array: what of each filter can be compared as it stands. An event that has all of one of them is for this listener;
    -- what expressions say of it, the run finds out by itself.
    filters jsonb NOT NULL,
    -- Since when it has had what it wanted: then its run is not woken by what comes, which is kept in case it goes on listening.
    rests_since timestamptz,
    CONSTRAINT pk_run_listener PRIMARY KEY (user_id, run_id, effect),
    CONSTRAINT fk_run_listener_run FOREIGN KEY (user_id, run_id) REFERENCES run (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_run_listener_filters CHECK (jsonb_typeof(filters) = 'array')
);

-- What has come for a listener and was not taken yet: a copy for each, so that whatever goes leaves nothing behind. In the
-- order of the ids, which is that in which a user's events were given: they are given one transaction after the other.
CREATE TABLE run_event (
    user_id text   NOT NULL,
    run_id  uuid   NOT NULL,
    effect  text   NOT NULL,
    id      bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    event   jsonb  NOT NULL,
    CONSTRAINT pk_run_event PRIMARY KEY (user_id, run_id, effect, id),
    CONSTRAINT fk_run_event_listener FOREIGN KEY (user_id, run_id, effect)
        REFERENCES run_listener (user_id, run_id, effect) ON DELETE CASCADE
);
