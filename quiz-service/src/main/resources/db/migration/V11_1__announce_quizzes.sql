-- Where the course of a quiz is told of, and which moments. Only adds.
CREATE TABLE announcement (
    user_id    text        NOT NULL,
    quiz_id    uuid        NOT NULL,
    channel_id uuid        NOT NULL,
    -- Whom it is for, as the channel names them.
    chat       text        NOT NULL,
    moments    text[]      NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_announcement PRIMARY KEY (user_id, quiz_id),
    CONSTRAINT fk_announcement_quiz FOREIGN KEY (user_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    -- Without its channel nothing can be told.
    CONSTRAINT fk_announcement_channel FOREIGN KEY (user_id, channel_id)
        REFERENCES message_channel (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_announcement_chat CHECK (length(chat) BETWEEN 1 AND 200),
    CONSTRAINT ck_announcement_moments CHECK (
        cardinality(moments) > 0 AND moments <@ ARRAY ['opened', 'started', 'closed', 'leaderboard'])
);

-- What goes with a channel.
CREATE INDEX ix_announcement_channel ON announcement (user_id, channel_id);
