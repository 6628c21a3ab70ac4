-- The version before knows drafts only: what was played is gone.
DELETE FROM quiz WHERE status <> 'draft';
ALTER TABLE quiz
    DROP CONSTRAINT ck_quiz_course, DROP CONSTRAINT ck_quiz_host, DROP CONSTRAINT ck_quiz_streak_bonus,
    DROP CONSTRAINT ck_quiz_status,
    DROP COLUMN pace, DROP COLUMN time_limit_seconds, DROP COLUMN grace_ms, DROP COLUMN attempts,
    DROP COLUMN answers_changeable, DROP COLUMN shuffles_questions, DROP COLUMN shuffles_options, DROP COLUMN scoring,
    DROP COLUMN streak_bonus, DROP COLUMN ties, DROP COLUMN max_players, DROP COLUMN shuffle_key, DROP COLUMN join_code,
    DROP COLUMN opened_at, DROP COLUMN started_at, DROP COLUMN closes_at, DROP COLUMN closed_at,
    DROP COLUMN current_position, DROP COLUMN current_since, DROP COLUMN previous_since,
    ADD CONSTRAINT ck_quiz_status CHECK (status IN ('draft'));
