DROP TABLE activity_load, activity_heart_rate;
ALTER TABLE activity DROP COLUMN moving_seconds, DROP COLUMN environment;
