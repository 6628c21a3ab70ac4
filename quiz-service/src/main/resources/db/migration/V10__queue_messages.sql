-- Messages on their way: a quiz's announcements, payouts. Only adds.

-- What messages go out by: a bot, a webhook. The kinds are those that a replica has a sender for, so that a new one needs
-- no migration; what a kind needs besides is added by the migration that brings it.
CREATE TABLE message_channel (
    user_id          text        NOT NULL,
    id               uuid        NOT NULL DEFAULT uuidv7(),
    kind             text        NOT NULL,
    name             text        NOT NULL,
    -- Nothing is sent before: its receiver has asked for that (429 with retry_after), or an admin has.
    paused_until     timestamptz,
    -- What its receiver takes; null for as much as there is. Of the whole channel, in any second.
    per_second       integer,
    -- The least time from the end of a message to the beginning of the next one in the same chat.
    chat_pause_ms    integer,
    -- Of a chat whose id begins with a minus, which is a group, in any minute.
    group_per_minute integer,
    -- When those of the last second were sent, of a channel with per_second.
    sent_at          timestamptz[] NOT NULL DEFAULT '{}',
    -- When somebody last looked for its messages: the channel that has waited for longest is next.
    served_at        timestamptz NOT NULL DEFAULT '-infinity',
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_message_channel PRIMARY KEY (user_id, id),
    CONSTRAINT ck_message_channel_kind CHECK (kind ~ '^[a-z][a-z0-9-]{0,31}$'),
    CONSTRAINT ck_message_channel_name CHECK (length(name) BETWEEN 1 AND 100),
    -- Times are instants to whoever reads them, and infinity is none.
    CONSTRAINT ck_message_channel_paused_until CHECK (isfinite(paused_until)),
    CONSTRAINT ck_message_channel_per_second CHECK (per_second BETWEEN 1 AND 1000),
    CONSTRAINT ck_message_channel_chat_pause_ms CHECK (chat_pause_ms BETWEEN 1 AND 60000),
    CONSTRAINT ck_message_channel_group_per_minute CHECK (group_per_minute BETWEEN 1 AND 1000)
) WITH (fillfactor = 50);

-- When a chat was last sent to, of channels that limit it. Written by who sends, never by who has something to say. Gone
-- when no limit looks back as far any more.
CREATE TABLE message_chat (
    user_id    text          NOT NULL,
    channel_id uuid          NOT NULL,
    chat       text          NOT NULL,
    -- In order; as many as the limits look back at.
    sent_at    timestamptz[] NOT NULL,
    CONSTRAINT pk_message_chat PRIMARY KEY (user_id, channel_id, chat),
    CONSTRAINT fk_message_chat_channel FOREIGN KEY (user_id, channel_id)
        REFERENCES message_channel (user_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);

CREATE TABLE message (
    user_id           text        NOT NULL,
    -- In the order in which they were enqueued, which is the order of a chat.
    id                uuid        NOT NULL DEFAULT uuidv7(),
    channel_id        uuid        NOT NULL,
    chat              text        NOT NULL,
    priority          integer     NOT NULL DEFAULT 0,
    deduplication_key text,
    -- As it was enqueued, to the letter.
    body              json        NOT NULL,
    -- ready: may be sent. later: not before due_at. behind: another of its chat comes first, and makes it ready when it is
    -- settled. sending: somebody has it until due_at. The others are settled.
    state             text        NOT NULL DEFAULT 'ready',
    due_at            timestamptz NOT NULL DEFAULT now(),
    -- How often it was taken to be sent: who has it knows by this number that it is still theirs.
    taken             integer     NOT NULL DEFAULT 0,
    failures          integer     NOT NULL DEFAULT 0,
    -- Since when it has been put off without having failed; null when it never was.
    delayed_at        timestamptz,
    -- Why it has failed last.
    reason            text,
    -- What the receiver calls it.
    reference         text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    settled_at        timestamptz,
    CONSTRAINT pk_message PRIMARY KEY (user_id, id),
    CONSTRAINT fk_message_channel FOREIGN KEY (user_id, channel_id)
        REFERENCES message_channel (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_message_chat CHECK (length(chat) BETWEEN 1 AND 200),
    CONSTRAINT ck_message_due_at CHECK (isfinite(due_at)),
    CONSTRAINT ck_message_priority CHECK (priority BETWEEN -100 AND 100),
    CONSTRAINT ck_message_deduplication_key CHECK (length(deduplication_key) BETWEEN 1 AND 200),
    CONSTRAINT ck_message_state CHECK (state IN ('ready', 'later', 'behind', 'sending', 'sent', 'dead', 'cancelled')),
    CONSTRAINT ck_message_settled_at CHECK ((state IN ('sent', 'dead', 'cancelled')) = (settled_at IS NOT NULL))
) WITH (
    fillfactor = 70,
    -- A queue leaves behind what it has done: the indexes of what is still to do must not fill up with it.
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1,
    autovacuum_analyze_scale_factor = 0.05
);

-- Of one user and key only the first is sent.
CREATE UNIQUE INDEX uq_message_deduplication_key ON message (user_id, deduplication_key)
    WHERE deduplication_key IS NOT NULL;

-- The messages of a channel, newest first; what fk_message_channel asks.
CREATE INDEX ix_message_channel ON message (user_id, channel_id, id);

-- Which channels have something to send, and what of a channel is next.
CREATE INDEX ix_message_ready ON message (user_id, channel_id, priority DESC, id) WHERE state = 'ready';

-- Who is first in a chat.
CREATE INDEX ix_message_chat ON message (user_id, channel_id, chat, id)
    WHERE state IN ('ready', 'later', 'behind', 'sending');

-- What has become due.
CREATE INDEX ix_message_later ON message (due_at) WHERE state = 'later';

-- How many of a channel are under way; whether one of a chat is; which of them nobody has any more.
CREATE INDEX ix_message_sending ON message (user_id, channel_id, chat, due_at) WHERE state = 'sending';

-- What has not been sent, of a user: a small part of all.
CREATE INDEX ix_message_unsent ON message (user_id, id) WHERE state <> 'sent';

-- What an admin has to look at.
CREATE INDEX ix_message_dead ON message (id) WHERE state = 'dead';

-- What is old enough to be forgotten.
CREATE INDEX ix_message_settled_at ON message (settled_at) WHERE settled_at IS NOT NULL;
