DROP TRIGGER tr_message_payout_revived ON message;
DROP TRIGGER tr_message_payout ON message;
DROP FUNCTION revive_reward_payout, follow_reward_payout;
