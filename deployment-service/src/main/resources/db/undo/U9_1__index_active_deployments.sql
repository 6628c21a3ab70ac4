DROP INDEX ix_deployment_active;
