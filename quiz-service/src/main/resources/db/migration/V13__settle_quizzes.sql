-- What follows the closing of a quiz is done some players at a time, in short transactions behind the one that closes:
-- attempts end, points are given, and at last others are told. Only adds; the version before goes on closing in its own
-- manner, all in one transaction.
ALTER TABLE quiz
    -- Since when nothing of a closed quiz changes any more; null until then.
    ADD COLUMN settled_at timestamptz,
    ADD CONSTRAINT ck_quiz_settled_at CHECK (settled_at IS NULL OR status = 'closed');

UPDATE quiz SET settled_at = closed_at WHERE status = 'closed';

-- How far what follows has come, for each quiz that is closed and not settled: whoever goes on with it locks this row.
CREATE TABLE quiz_settlement (
    creator_id text   NOT NULL,
    quiz_id    uuid   NOT NULL,
    -- What is being done, and the name up to which it is done, in the order of uq_player_name; before the first both empty.
    stage      text   NOT NULL DEFAULT '',
    last_name  text   NOT NULL DEFAULT '',
    -- For the points of the creator: who of those that have theirs answered anything, and how often they were right.
    players    bigint NOT NULL DEFAULT 0,
    correct    bigint NOT NULL DEFAULT 0,
    CONSTRAINT pk_quiz_settlement PRIMARY KEY (creator_id, quiz_id),
    CONSTRAINT fk_quiz_settlement_quiz FOREIGN KEY (creator_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_quiz_settlement_stage CHECK (length(stage) <= 40),
    CONSTRAINT ck_quiz_settlement_counts CHECK (players >= 0 AND correct >= 0)
) WITH (fillfactor = 50);

-- When each question was first answered rightly by somebody else than the creator, of the players looked at so far; goes
-- with the settlement.
CREATE TABLE first_right_answer (
    creator_id  text        NOT NULL,
    quiz_id     uuid        NOT NULL,
    question_id uuid        NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT pk_first_right_answer PRIMARY KEY (creator_id, quiz_id, question_id),
    CONSTRAINT fk_first_right_answer_settlement FOREIGN KEY (creator_id, quiz_id)
        REFERENCES quiz_settlement (creator_id, quiz_id) ON DELETE CASCADE
);

-- A quiz that closes without a settlement is closed by the version before, which does all that follows by itself: it is
-- settled. Can go when that version does.
CREATE FUNCTION settle_quiz_without_settlement() RETURNS trigger
    LANGUAGE plpgsql
    -- Whoever changes the quiz may see other schemas.
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM quiz_settlement WHERE creator_id = NEW.user_id AND quiz_id = NEW.id) THEN
        NEW.settled_at := NEW.closed_at;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER tr_quiz_closed BEFORE UPDATE OF status ON quiz
    FOR EACH ROW
    WHEN (OLD.status <> 'closed' AND NEW.status = 'closed')
    EXECUTE FUNCTION settle_quiz_without_settlement();

-- The version before takes what is closed for settled: it may neither divide the pot of such a quiz nor delete it before
-- it is. The service itself says so first. Can go when that version does.
CREATE FUNCTION refuse_unsettled_quiz() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF EXISTS (SELECT FROM quiz_settlement WHERE creator_id = to_jsonb(COALESCE(NEW, OLD)) ->> 'user_id'
                                             AND quiz_id = (to_jsonb(COALESCE(NEW, OLD)) ->> TG_ARGV[0])::uuid) THEN
        RAISE EXCEPTION 'the quiz is closed, but not settled' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;

CREATE TRIGGER tr_quiz_unsettled BEFORE DELETE ON quiz
    FOR EACH ROW WHEN (OLD.status = 'closed') EXECUTE FUNCTION refuse_unsettled_quiz('id');

CREATE TRIGGER tr_reward_distribution_unsettled BEFORE INSERT ON reward_distribution
    FOR EACH ROW EXECUTE FUNCTION refuse_unsettled_quiz('quiz_id');
