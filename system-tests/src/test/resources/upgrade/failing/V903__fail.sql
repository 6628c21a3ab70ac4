-- One that cannot be a transaction, and fails for good: its row stays in the history.
SELECT 1 / 0;
