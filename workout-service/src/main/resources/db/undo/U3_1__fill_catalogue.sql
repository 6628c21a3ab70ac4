-- Links point into the catalogue and go with it.
TRUNCATE exercise_link, exercise_resolution_cache, master_exercise_alias, master_exercise_muscle, master_exercise;
ALTER TABLE master_exercise
    DROP COLUMN version,
    DROP CONSTRAINT ck_master_exercise_category,
    DROP CONSTRAINT ck_master_exercise_equipment,
    DROP CONSTRAINT ck_master_exercise_mechanic,
    DROP CONSTRAINT ck_master_exercise_force,
    DROP CONSTRAINT ck_master_exercise_level;
