-- To whom a quiz shows its leaderboard. Only adds; the version before shows none.

ALTER TABLE quiz
    -- After closing, since points that come while it is played tell which answers are right.
    ADD COLUMN shows_leaderboard text NOT NULL DEFAULT 'after_closing',
    ADD CONSTRAINT ck_quiz_shows_leaderboard CHECK (shows_leaderboard IN ('always', 'after_closing', 'never')),
    -- Who could change an answer, or give it again in another attempt, and saw what it is worth, would try until it is
    -- right.
    ADD CONSTRAINT ck_quiz_shows_no_answers CHECK (
        shows_leaderboard <> 'always' OR (NOT answers_changeable AND attempts = 1));
