ALTER TABLE message_channel DROP COLUMN receiver;
