DROP INDEX ix_run_leased_until;
DROP INDEX ix_run_due;
ALTER TABLE run DROP COLUMN events, DROP COLUMN takeovers;
ALTER TABLE run RESET (fillfactor);
