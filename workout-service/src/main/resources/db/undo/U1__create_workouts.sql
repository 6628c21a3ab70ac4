DROP FUNCTION record_candidates(text, numeric, integer, numeric);
DROP TABLE personal_record;
DROP TABLE workout_set;
DROP TABLE workout;
DROP TABLE exercise;
DROP TABLE import;
DROP TABLE preference;
