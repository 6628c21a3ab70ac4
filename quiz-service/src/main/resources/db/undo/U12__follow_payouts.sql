DROP TRIGGER tr_message_payout ON message;
DROP FUNCTION follow_reward_payout;
