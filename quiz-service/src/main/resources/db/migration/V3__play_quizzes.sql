-- Who plays, and what they answer. user_id is the player, and leads every key; creator_id is the user whose quiz it is, so
-- that a quiz's players are one stretch of an index, too.

CREATE TABLE player (
    user_id    text        NOT NULL,
    quiz_id    uuid        NOT NULL,
    creator_id text        NOT NULL,
    -- What others see.
    name       text        NOT NULL,
    joined_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_player PRIMARY KEY (user_id, quiz_id),
    CONSTRAINT fk_player_quiz FOREIGN KEY (creator_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_player_name CHECK (length(name) BETWEEN 1 AND 40)
);

-- The players of a quiz; a name is taken once in it, however it is written.
CREATE UNIQUE INDEX uq_player_name ON player (creator_id, quiz_id, lower(name));

CREATE TABLE attempt (
    user_id          text        NOT NULL,
    quiz_id          uuid        NOT NULL,
    number           integer     NOT NULL,
    creator_id       text        NOT NULL,
    started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When the player said so, or had answered everything that could not be changed any more.
    finished_at      timestamptz,
    -- What its answers add up to, kept with each of them: a leaderboard reads these rows alone. None of it is in an index,
    -- so that a change of it writes no index.
    points           bigint      NOT NULL DEFAULT 0,
    correct          integer     NOT NULL DEFAULT 0,
    answered         integer     NOT NULL DEFAULT 0,
    -- How many right answers in a row the last one ends.
    streak           integer     NOT NULL DEFAULT 0,
    first_correct_at timestamptz,
    last_correct_at  timestamptz,
    last_answered_at timestamptz,
    CONSTRAINT pk_attempt PRIMARY KEY (user_id, quiz_id, number),
    CONSTRAINT fk_attempt_player FOREIGN KEY (user_id, quiz_id) REFERENCES player (user_id, quiz_id) ON DELETE CASCADE,
    CONSTRAINT ck_attempt_number CHECK (number BETWEEN 1 AND 10)
) WITH (fillfactor = 80);

-- The attempts of a quiz, for its leaderboard.
CREATE INDEX ix_attempt_quiz ON attempt (creator_id, quiz_id);

-- When a question with a time limit of its own was shown to a player who goes at their own speed.
CREATE TABLE shown_question (
    user_id     text        NOT NULL,
    quiz_id     uuid        NOT NULL,
    attempt     integer     NOT NULL,
    question_id uuid        NOT NULL,
    shown_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_shown_question PRIMARY KEY (user_id, quiz_id, attempt, question_id),
    CONSTRAINT fk_shown_question_attempt FOREIGN KEY (user_id, quiz_id, attempt)
        REFERENCES attempt (user_id, quiz_id, number) ON DELETE CASCADE
);

-- The last answer to each question. That the question is one of the quiz is seen to by the statement that adds it: the
-- questions of a quiz that was opened do not change.
CREATE TABLE answer (
    user_id     text        NOT NULL,
    quiz_id     uuid        NOT NULL,
    attempt     integer     NOT NULL,
    question_id uuid        NOT NULL,
    -- As the player means it, in the numbering of the creator: {"options": [2]}, {"value": 3.5}, {"text": "femur"}.
    given       jsonb       NOT NULL,
    is_correct  boolean     NOT NULL,
    points      integer     NOT NULL,
    -- Since the question was put, by the clock of the database.
    elapsed_ms  bigint      NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT pk_answer PRIMARY KEY (user_id, quiz_id, attempt, question_id),
    CONSTRAINT fk_answer_attempt FOREIGN KEY (user_id, quiz_id, attempt)
        REFERENCES attempt (user_id, quiz_id, number) ON DELETE CASCADE,
    CONSTRAINT ck_answer_points CHECK (points >= 0 AND (is_correct OR points = 0)),
    CONSTRAINT ck_answer_elapsed_ms CHECK (elapsed_ms >= 0)
);
