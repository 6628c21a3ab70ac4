DROP TABLE provider_budget;
DROP INDEX ix_provider_token_expires_at;
DROP TABLE token_refresh;
DROP TABLE provider_authorization;
