ALTER TABLE quiz
    DROP CONSTRAINT ck_quiz_shows_no_answers,
    DROP CONSTRAINT ck_quiz_shows_leaderboard,
    DROP COLUMN shows_leaderboard;
