-- A channel is removed at once, what it has sent by and by: a million messages are no work for a request. Only adds; to the
-- version before it is there until then, without its secret.
ALTER TABLE message_channel ADD COLUMN removed_at timestamptz;

-- Those that are to go.
CREATE INDEX ix_message_channel_removed ON message_channel (user_id, id) WHERE removed_at IS NOT NULL;
