-- A bot has its limits once, however many channels there are of it. Only adds; the version before counts for each channel.
ALTER TABLE message_channel
    -- Channels with the same one share what it takes, whosever they are: of a bot the digest of its token, since its number
    -- is known to everybody, who could use up what it takes. Null for a channel that shares with none, and for a bot's that
    -- the version before has made, until it sends something.
    ADD COLUMN receiver text,
    ADD CONSTRAINT ck_message_channel_receiver CHECK (length(receiver) BETWEEN 1 AND 64);

-- Who shares the limits of a channel.
CREATE INDEX ix_message_channel_receiver ON message_channel (receiver) WHERE receiver IS NOT NULL;
