DROP INDEX ix_workout_template;
ALTER TABLE workout DROP CONSTRAINT fk_workout_template, DROP COLUMN template_id;
DROP TABLE template_set;
DROP TABLE template_exercise;
DROP TABLE template;
