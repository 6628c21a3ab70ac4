-- How a quiz is played, and how far it has come. Only adds; the version before knows drafts alone, and shows no others as
-- what they are.
ALTER TABLE quiz
    DROP CONSTRAINT ck_quiz_status,
    ADD CONSTRAINT ck_quiz_status CHECK (status IN ('draft', 'open', 'running', 'closed')),
    -- self: each player at their own speed; host: the creator puts one question after the other to all.
    ADD COLUMN pace text NOT NULL DEFAULT 'self',
    -- Of a whole attempt (self) or of the whole quiz (host); null for none.
    ADD COLUMN time_limit_seconds integer,
    -- How much later than its limit an answer may come in: the way through the network.
    ADD COLUMN grace_ms integer NOT NULL DEFAULT 500,
    ADD COLUMN attempts integer NOT NULL DEFAULT 1,
    ADD COLUMN answers_changeable boolean NOT NULL DEFAULT false,
    ADD COLUMN shuffles_questions boolean NOT NULL DEFAULT false,
    ADD COLUMN shuffles_options boolean NOT NULL DEFAULT false,
    ADD COLUMN scoring text NOT NULL DEFAULT 'correct_only',
    ADD COLUMN streak_bonus boolean NOT NULL DEFAULT false,
    ADD COLUMN ties text NOT NULL DEFAULT 'shared',
    ADD COLUMN max_players integer NOT NULL DEFAULT 10000,
    -- What permutations are made of. Never told: who has it knows the right order.
    ADD COLUMN shuffle_key uuid NOT NULL DEFAULT gen_random_uuid(),
    -- While somebody may join; free for others afterwards.
    ADD COLUMN join_code text,
    ADD COLUMN opened_at timestamptz,
    ADD COLUMN started_at timestamptz,
    -- When it closes by itself; null when only its creator closes it.
    ADD COLUMN closes_at timestamptz,
    ADD COLUMN closed_at timestamptz,
    -- The question that a host has put, by its position, and since when; null before the first.
    ADD COLUMN current_position integer,
    ADD COLUMN current_since timestamptz,
    -- Since when the question before that was put: an answer to it may have waited in the service meanwhile.
    ADD COLUMN previous_since timestamptz,
    ADD CONSTRAINT ck_quiz_pace CHECK (pace IN ('self', 'host')),
    ADD CONSTRAINT ck_quiz_time_limit_seconds CHECK (time_limit_seconds BETWEEN 5 AND 86400),
    ADD CONSTRAINT ck_quiz_grace_ms CHECK (grace_ms BETWEEN 0 AND 10000),
    ADD CONSTRAINT ck_quiz_attempts CHECK (attempts BETWEEN 1 AND 10),
    ADD CONSTRAINT ck_quiz_scoring CHECK (scoring IN ('correct_only', 'kahoot', 'classquiz')),
    ADD CONSTRAINT ck_quiz_streak_bonus CHECK (NOT streak_bonus OR (scoring = 'kahoot' AND NOT answers_changeable)),
    ADD CONSTRAINT ck_quiz_ties CHECK (ties IN ('shared', 'dense', 'first_to_finish', 'earliest_correct')),
    ADD CONSTRAINT ck_quiz_max_players CHECK (max_players BETWEEN 1 AND 100000),
    ADD CONSTRAINT ck_quiz_join_code CHECK (join_code ~ '^[A-Z0-9]{6}$'),
    -- A quiz that all play at once has one attempt.
    ADD CONSTRAINT ck_quiz_host CHECK (pace = 'self' OR attempts = 1),
    ADD CONSTRAINT ck_quiz_course CHECK (
        CASE status
            WHEN 'draft' THEN coalesce(opened_at, started_at, closed_at) IS NULL AND join_code IS NULL
            WHEN 'open' THEN opened_at IS NOT NULL AND started_at IS NULL AND join_code IS NOT NULL
            WHEN 'running' THEN started_at IS NOT NULL AND closed_at IS NULL AND join_code IS NOT NULL
            WHEN 'closed' THEN closed_at IS NOT NULL AND join_code IS NULL
        END);

-- Who knows the code finds the quiz.
CREATE UNIQUE INDEX uq_quiz_join_code ON quiz (join_code) WHERE join_code IS NOT NULL;
