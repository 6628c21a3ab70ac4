DROP TRIGGER tr_reward_distribution_marked ON reward_distribution;
DROP FUNCTION mark_rewarded_quiz;
ALTER TABLE quiz
    DROP CONSTRAINT ck_quiz_rewarded_at,
    DROP COLUMN shown_status,
    DROP COLUMN rewarded_at;
