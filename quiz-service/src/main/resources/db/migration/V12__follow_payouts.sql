-- A payout is sent when its message is, and has failed when its message cannot be sent any more: noted with the message, so
-- that the two never tell different stories. Of other messages it costs a look at their states and keys. Needs the queue of V10.
CREATE FUNCTION follow_reward_payout() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    -- The key is payout-<id>-<attempt>: a message of an attempt before tells nothing of this one.
    UPDATE reward_payout
    SET status = CASE NEW.state WHEN 'sent' THEN 'sent' ELSE 'failed' END,
        failure = CASE NEW.state
            WHEN 'sent' THEN NULL
            WHEN 'cancelled' THEN 'The message was cancelled.'
            ELSE left('The message could not be sent' || coalesce(': ' || NEW.reason, '.'), 500)
        END,
        updated_at = clock_timestamp()
    WHERE user_id = NEW.user_id AND id = substr(NEW.deduplication_key, 8, 36)::uuid
      AND attempt = substr(NEW.deduplication_key, 45)::integer AND status = 'pending';
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_message_payout AFTER UPDATE OF state ON message
    FOR EACH ROW
    WHEN (NEW.state IN ('sent', 'dead', 'cancelled') AND NEW.deduplication_key ~ '^payout-[0-9a-f-]{36}-[0-9]{1,9}$')
    EXECUTE FUNCTION follow_reward_payout();
