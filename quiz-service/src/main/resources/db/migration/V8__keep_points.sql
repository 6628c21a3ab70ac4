-- What quizzes earn their players and creators, beyond the quiz. Written when a quiz closes, in one statement for all
-- who took part. Only adds: the version before knows nothing of it, and what it closes earns nothing.

-- One row for each user, quiz and kind, so that nothing can be earned twice. It outlives its quiz, and so has no foreign
-- key and keeps the title.
CREATE TABLE point_entry (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    quiz_id    uuid        NOT NULL,
    quiz_title text        NOT NULL,
    kind       text        NOT NULL,
    -- How many answers, or players, it is for.
    times      bigint      NOT NULL,
    points     bigint      NOT NULL,
    earned_at  timestamptz NOT NULL DEFAULT now(),
    -- Serves the history: UUIDv7 sorts by time, so newest first is this index backwards.
    CONSTRAINT pk_point_entry PRIMARY KEY (user_id, id),
    CONSTRAINT uq_point_entry_kind UNIQUE (user_id, quiz_id, kind),
    CONSTRAINT ck_point_entry_quiz_title CHECK (length(quiz_title) BETWEEN 1 AND 200),
    CONSTRAINT ck_point_entry_kind
        CHECK (kind IN ('correct_answer', 'first_correct', 'creator_unique_player', 'creator_correct_answer')),
    CONSTRAINT ck_point_entry_times CHECK (times > 0),
    CONSTRAINT ck_point_entry_points CHECK (points > 0)
);

-- What a user's entries add up to, and what others may see of it. Also there for who has answered but earned nothing, or
-- has said only whether to be listed.
CREATE TABLE user_points (
    user_id   text    NOT NULL,
    -- What others know the user by: the subject of a token is nobody else's business.
    id        uuid    NOT NULL DEFAULT gen_random_uuid(),
    -- That of the player in the quiz that closed last; null for who has only created quizzes.
    name      text,
    points    bigint  NOT NULL DEFAULT 0,
    is_listed boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_user_points PRIMARY KEY (user_id),
    CONSTRAINT uq_user_points_id UNIQUE (id),
    CONSTRAINT ck_user_points_name CHECK (length(name) BETWEEN 1 AND 40),
    CONSTRAINT ck_user_points_points CHECK (points >= 0)
);

-- The global leaderboard, from its end to its beginning.
CREATE INDEX ix_user_points_points ON user_points (points, id) WHERE is_listed AND points > 0;

-- How many users the global leaderboard has with points from bucket * width to just below (bucket + 1) * width, in two
-- widths: 1000 and 1. A rank adds up the wide buckets above its own, and then the narrow ones above it in that, instead
-- of all users who are ahead. Changed by the statement that changes user_points, in the order of the key, after it: that
-- is the order of locks. No check that users is not negative: what is subtracted comes as a row to insert first.
CREATE TABLE point_histogram (
    width  integer NOT NULL,
    bucket bigint  NOT NULL,
    users  bigint  NOT NULL,
    CONSTRAINT pk_point_histogram PRIMARY KEY (width, bucket),
    CONSTRAINT ck_point_histogram_width CHECK (width IN (1, 1000)),
    CONSTRAINT ck_point_histogram_bucket CHECK (bucket >= 0)
) WITH (fillfactor = 80);
