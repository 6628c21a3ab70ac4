-- Where messages go whose chat has become another: a group of Telegram's that was upgraded. Only adds; the version before
-- asks Telegram with each message.
CREATE TABLE message_chat_move (
    user_id    text NOT NULL,
    channel_id uuid NOT NULL,
    chat       text NOT NULL,
    moved_to   text NOT NULL,
    CONSTRAINT pk_message_chat_move PRIMARY KEY (user_id, channel_id, chat),
    CONSTRAINT fk_message_chat_move_channel FOREIGN KEY (user_id, channel_id)
        REFERENCES message_channel (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_message_chat_move_moved_to CHECK (length(moved_to) BETWEEN 1 AND 200)
);
