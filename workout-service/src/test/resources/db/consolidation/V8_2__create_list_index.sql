-- The list of workouts, newest first, and the days of the dashboard.
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_workout_started_at ON workout (user_id, started_at DESC, id DESC);
