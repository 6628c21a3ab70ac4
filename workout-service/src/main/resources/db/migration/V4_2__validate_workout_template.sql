-- Looks at every workout once, while others go on reading and writing; V4 only made sure of new ones.
ALTER TABLE workout VALIDATE CONSTRAINT fk_workout_template;
