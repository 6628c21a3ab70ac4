DELETE FROM message_channel WHERE removed_at IS NOT NULL;
ALTER TABLE message_channel DROP COLUMN removed_at;
