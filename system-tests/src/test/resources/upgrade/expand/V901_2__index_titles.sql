-- Built while others write.
CREATE INDEX CONCURRENTLY ix_workout_title ON workout (user_id, title) WHERE title IS NOT NULL;
