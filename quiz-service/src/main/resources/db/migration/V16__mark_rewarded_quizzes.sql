-- A quiz whose pot was divided says so: draft, open, running, closed, rewarded. What a closed quiz allows or refuses stays as it
-- is, so status stays closed, which rules go by; people are shown shown_status. Only adds; the version before shows closed.
ALTER TABLE quiz
    ADD COLUMN rewarded_at timestamptz,
    ADD COLUMN shown_status text GENERATED ALWAYS AS (
        CASE WHEN rewarded_at IS NULL THEN status ELSE 'rewarded' END) VIRTUAL,
    ADD CONSTRAINT ck_quiz_rewarded_at CHECK (rewarded_at IS NULL OR status = 'closed');

-- By a trigger, so that it holds as well when the version before divides a pot. The quiz may be gone already.
CREATE FUNCTION mark_rewarded_quiz() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE quiz
    SET rewarded_at = NEW.distributed_at, version = version + 1, updated_at = clock_timestamp()
    WHERE user_id = NEW.user_id AND id = NEW.quiz_id AND status = 'closed';
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_reward_distribution_marked AFTER INSERT ON reward_distribution
    FOR EACH ROW EXECUTE FUNCTION mark_rewarded_quiz();

-- After the trigger, so that no pot that is divided meanwhile is missed. Pots are few.
UPDATE quiz
SET rewarded_at = done.distributed_at, version = version + 1
FROM reward_distribution done
WHERE done.user_id = quiz.user_id AND done.quiz_id = quiz.id AND quiz.status = 'closed';
