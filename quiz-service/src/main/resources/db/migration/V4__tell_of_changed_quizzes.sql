-- What replicas remember of a quiz is forgotten when its course changes, whoever changes it; who puts the questions puts
-- them in one order to all. Only adds; the version before opens no quizzes.

ALTER TABLE quiz ADD CONSTRAINT ck_quiz_host_order CHECK (pace = 'self' OR NOT shuffles_questions);

-- What is due, for the job that closes it.
CREATE INDEX ix_quiz_closes_at ON quiz (closes_at, user_id, id)
    WHERE status IN ('open', 'running') AND closes_at IS NOT NULL;

CREATE FUNCTION tell_of_changed_quiz() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('quiz_changed', OLD.id::text);
    RETURN NULL;
END
$$;

-- Notifications cost every commit a lock that all databases share, so a draft that is written tells nobody.
CREATE TRIGGER tr_quiz_changed AFTER UPDATE ON quiz
    FOR EACH ROW
    WHEN ((OLD.status, OLD.current_position, OLD.closes_at) IS DISTINCT FROM (NEW.status, NEW.current_position, NEW.closes_at))
    EXECUTE FUNCTION tell_of_changed_quiz();
CREATE TRIGGER tr_quiz_deleted AFTER DELETE ON quiz
    FOR EACH ROW
    WHEN (OLD.status <> 'draft')
    EXECUTE FUNCTION tell_of_changed_quiz();
