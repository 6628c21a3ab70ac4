-- What channels of each kind need besides: addresses, and secrets. Only adds; the version before has no channels.
ALTER TABLE message_channel
    -- Where a webhook goes.
    ADD COLUMN url text,
    -- A bot's token, or what a webhook is signed with: encrypted with the key called key_id, bound to user and id.
    ADD COLUMN secret bytea,
    ADD COLUMN key_id text,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD CONSTRAINT ck_message_channel_url CHECK (length(url) BETWEEN 1 AND 2000),
    ADD CONSTRAINT ck_message_channel_secret CHECK ((secret IS NULL) = (key_id IS NULL) AND octet_length(secret) <= 400),
    ADD CONSTRAINT ck_message_channel_key_id CHECK (length(key_id) BETWEEN 1 AND 32);

-- Those under a former key, to be brought under the one that writes.
CREATE INDEX ix_message_channel_key ON message_channel (key_id, user_id, id) WHERE key_id IS NOT NULL;
