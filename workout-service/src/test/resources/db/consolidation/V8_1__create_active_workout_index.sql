-- The one that also decides: at most one active workout of a user. An index that was left behind, not valid, by a try that
-- failed would be taken for this one.
DROP INDEX CONCURRENTLY IF EXISTS uq_workout_active;
CREATE UNIQUE INDEX CONCURRENTLY uq_workout_active ON workout (user_id) WHERE finished_at IS NULL;
