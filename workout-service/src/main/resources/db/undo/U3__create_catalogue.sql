DROP TABLE exercise_resolution_cache;
DROP TABLE exercise_link_rejection;
DROP TABLE exercise_link;
DROP TABLE master_exercise_muscle;
DROP TABLE master_exercise_alias;
DROP TABLE master_exercise;
