-- Quizzes and their questions, as their creators write them.
--
-- user_id is the subject of the creator's token and leads every key: one user's question cannot be part of another's
-- quiz, and every query of a creator's own things reads one stretch of an index. The checks repeat the bounds of the
-- API, so that a mistake in the service, or a hand in psql, cannot store what the service would have refused.

CREATE TABLE quiz (
    user_id     text        NOT NULL,
    id          uuid        NOT NULL DEFAULT uuidv7(),
    title       text        NOT NULL,
    description text,
    status      text        NOT NULL DEFAULT 'draft',
    -- Counts the changes of the quiz and of its questions: what ETag and If-Match are about.
    version     bigint      NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    -- Serves one quiz, and the list: UUIDv7 sorts by time, so newest first is this index backwards.
    CONSTRAINT pk_quiz PRIMARY KEY (user_id, id),
    CONSTRAINT ck_quiz_title CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_quiz_description CHECK (length(description) <= 2000),
    -- Wider with the migration that opens quizzes.
    CONSTRAINT ck_quiz_status CHECK (status IN ('draft'))
);

-- An option, or a text that counts as right.
CREATE DOMAIN answer_text AS text
    CONSTRAINT ck_answer_text CHECK (VALUE IS NOT NULL AND length(VALUE) BETWEEN 1 AND 500);

-- One table for all kinds, with a column for each thing that makes an answer right: answers can then be judged by one
-- statement, whatever kinds the questions are of. The checks say which kind has which.
CREATE TABLE question (
    user_id            text    NOT NULL,
    quiz_id            uuid    NOT NULL,
    id                 uuid    NOT NULL DEFAULT uuidv7(),
    position           integer NOT NULL,
    kind               text    NOT NULL,
    text               text    NOT NULL,
    points             integer NOT NULL,
    time_limit_seconds integer,
    -- Of an ordering question in the right order.
    options            answer_text[],
    -- Counted from 0, as in the API.
    right_options      integer[],
    right_value        numeric,
    tolerance          numeric,
    accepted_texts     answer_text[],
    CONSTRAINT pk_question PRIMARY KEY (user_id, quiz_id, id),
    CONSTRAINT fk_question_quiz FOREIGN KEY (user_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    -- Serves the questions in order, and their number and points from the index alone. Deferrable, since then it is
    -- checked when a statement is over: closing the gap of a removed question moves all that follow by one.
    CONSTRAINT uq_question_position UNIQUE (user_id, quiz_id, position) INCLUDE (points) DEFERRABLE INITIALLY IMMEDIATE,
    -- With the unique positions, this is what limits a quiz to 500 questions.
    CONSTRAINT ck_question_position CHECK (position BETWEEN 1 AND 500),
    CONSTRAINT ck_question_kind
        CHECK (kind IN ('single_choice', 'multiple_choice', 'ordering', 'numeric', 'text')),
    CONSTRAINT ck_question_text CHECK (length(text) BETWEEN 1 AND 2000),
    CONSTRAINT ck_question_points CHECK (points BETWEEN 1 AND 100000),
    CONSTRAINT ck_question_time_limit_seconds CHECK (time_limit_seconds BETWEEN 5 AND 3600),
    CONSTRAINT ck_question_options CHECK (
        CASE WHEN kind IN ('single_choice', 'multiple_choice', 'ordering')
             THEN coalesce(cardinality(options), 0) BETWEEN 2 AND 12
             ELSE options IS NULL
        END),
    CONSTRAINT ck_question_right_options CHECK (
        CASE WHEN kind = 'single_choice' THEN coalesce(cardinality(right_options), 0) = 1
             WHEN kind = 'multiple_choice' THEN coalesce(cardinality(right_options), 0) BETWEEN 1 AND 12
             ELSE right_options IS NULL
        END
        AND right_options <@ ('{0,1,2,3,4,5,6,7,8,9,10,11}'::integer[])[:cardinality(options)]),
    CONSTRAINT ck_question_right_value CHECK (
        (kind = 'numeric') = (right_value IS NOT NULL)
        AND abs(right_value) < 1e12 AND scale(right_value) <= 6),
    CONSTRAINT ck_question_tolerance CHECK (
        (kind = 'numeric') = (tolerance IS NOT NULL)
        AND tolerance >= 0 AND tolerance < 1e12 AND scale(tolerance) <= 6),
    CONSTRAINT ck_question_accepted_texts CHECK (
        CASE WHEN kind = 'text' THEN coalesce(cardinality(accepted_texts), 0) BETWEEN 1 AND 20
             ELSE accepted_texts IS NULL
        END)
);

-- A quiz has one creator, which the planner cannot guess: it multiplies the shares of both columns, takes every quiz for
-- one question long, and then reads all questions of a quiz to find one of them.
CREATE STATISTICS st_question_quiz (dependencies) ON user_id, quiz_id FROM question;
