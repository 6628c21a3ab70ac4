-- A payout is sent when its message is, and has failed when its message cannot be sent any more: noted with the message, so
-- that the two never tell different stories. Of other messages it costs a look at their states and keys. The key is
-- payout-<id>-<attempt>: a message of an attempt before tells nothing of this one. Needs the queue of V10.
CREATE FUNCTION follow_reward_payout() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE reward_payout
    SET status = CASE NEW.state WHEN 'sent' THEN 'sent' ELSE 'failed' END,
        failure = CASE NEW.state
            WHEN 'sent' THEN NULL
            WHEN 'cancelled' THEN 'The message was cancelled.'
            ELSE left('The message could not be sent' || coalesce(': ' || NEW.reason, '.'), 500)
        END,
        updated_at = clock_timestamp()
    -- What has failed can only be sent if it was the queue that had given up: whoever says that a payout has failed takes
    -- its message back.
    WHERE user_id = NEW.user_id AND id = substr(NEW.deduplication_key, 8, 36)::uuid
      AND attempt = substr(NEW.deduplication_key, 45)::integer
      AND (status = 'pending' OR (status = 'failed' AND NEW.state = 'sent'));
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_message_payout AFTER UPDATE OF state ON message
    FOR EACH ROW
    WHEN (NEW.state IN ('sent', 'dead', 'cancelled') AND NEW.deduplication_key ~ '^payout-[0-9a-f-]{36}-[0-9]{1,9}$')
    EXECUTE FUNCTION follow_reward_payout();

-- A dead message that is sent again makes its payout pending again. Where there is nothing to be paid by it any more, since
-- the winner has it or another attempt follows, it stays in the queue as one that was cancelled: else it would be paid twice.
CREATE FUNCTION revive_reward_payout() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    -- Waits for who changes the payout at this moment, and then sees what became of it.
    UPDATE reward_payout
    SET status = 'pending', failure = NULL, updated_at = clock_timestamp()
    WHERE user_id = NEW.user_id AND id = substr(NEW.deduplication_key, 8, 36)::uuid
      AND attempt = substr(NEW.deduplication_key, 45)::integer AND status IN ('pending', 'failed');
    IF NOT FOUND THEN
        NEW.state = 'cancelled';
        NEW.failures = OLD.failures;
        NEW.settled_at = clock_timestamp();
        NEW.reason = left(concat_ws('; ', 'its payout needs it no more', OLD.reason), 500);
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER tr_message_payout_revived BEFORE UPDATE OF state ON message
    FOR EACH ROW
    WHEN (OLD.state = 'dead' AND NEW.state IN ('ready', 'later', 'behind', 'sending')
        AND NEW.deduplication_key ~ '^payout-[0-9a-f-]{36}-[0-9]{1,9}$')
    EXECUTE FUNCTION revive_reward_payout();
