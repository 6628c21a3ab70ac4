-- The list of a user's deployments that are active, or paused, newest first.
DROP INDEX CONCURRENTLY IF EXISTS "${flyway:defaultSchema}".ix_deployment_active;
CREATE INDEX CONCURRENTLY ix_deployment_active ON deployment (user_id, is_active, id);
