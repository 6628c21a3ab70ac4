DROP INDEX ix_message_channel_key;
ALTER TABLE message_channel
    DROP CONSTRAINT ck_message_channel_url, DROP CONSTRAINT ck_message_channel_secret,
    DROP CONSTRAINT ck_message_channel_key_id,
    DROP COLUMN url, DROP COLUMN secret, DROP COLUMN key_id, DROP COLUMN updated_at;
