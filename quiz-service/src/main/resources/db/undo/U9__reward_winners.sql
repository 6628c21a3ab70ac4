DROP TABLE reward_entry, reward_account, reward_payout, reward_distribution, reward;
DROP FUNCTION check_reward_entries, check_added_reward_payouts, check_added_reward_distribution,
    check_reward_distribution;
