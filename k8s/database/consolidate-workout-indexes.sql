-- Brings the indexes of workouts, sets and exercises to those that workout-service needs, while it is in use: for a
-- database that had an index for each column, or none. Safe to run again, also after it was interrupted.
--
-- Adds what is missing, then drops what no query of the service can want: indexes of a single column that are not unique.
-- Every query names the user first, but for the one that asks whose exercises a change of the catalogue touches; so one of
-- another column is of no use to it, and one of user_id alone is the beginning of ours. Nothing is locked for longer than a moment. What it does not know it leaves alone, and says so.
--
-- Run as the owner, on its own and not while the service migrates:
--   psql -U workout_owner -d trainyard -f consolidate-workout-indexes.sql
-- When an index that is to be unique cannot be built, the error names the rows: two active workouts of a user, say. Put
-- them right and run it again. What each index is for: docs/indexes.md.
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned

-- One row a step: what clears the remains of a try that failed, what is done, what it takes besides, and a line that says
-- so. psql runs them one after the other, each in a transaction of its own, as CONCURRENTLY wants it.
WITH wanted (place, on_table, name, kind, keys) AS (VALUES
    (1, 'workout', 'uq_workout_active', 'UNIQUE INDEX', '(user_id) WHERE finished_at IS NULL'),
    (2, 'workout', 'ix_workout_started_at', 'INDEX', '(user_id, started_at DESC, id DESC)'),
    (3, 'workout_set', 'uq_workout_set_number', 'CONSTRAINT', '(user_id, workout_id, number)'),
    (4, 'workout_set', 'ix_workout_set_exercise', 'INDEX', '(user_id, exercise_id)'),
    (5, 'exercise', 'uq_exercise_name', 'CONSTRAINT', '(user_id, name_key)'),
    (6, 'workout', 'uq_workout_source', 'UNIQUE INDEX', '(user_id, source_key) WHERE source_key IS NOT NULL'),
    (7, 'workout_set', 'uq_workout_set_source', 'UNIQUE INDEX', '(user_id, source_key) WHERE source_key IS NOT NULL'),
    (8, 'exercise', 'ix_exercise_import', 'INDEX', '(user_id, import_id) WHERE import_id IS NOT NULL'),
    (9, 'workout', 'ix_workout_import', 'INDEX', '(user_id, import_id) WHERE import_id IS NOT NULL'),
    (10, 'workout_set', 'ix_workout_set_import', 'INDEX', '(user_id, import_id) WHERE import_id IS NOT NULL'),
    (11, 'exercise', 'ix_exercise_name_key', 'INDEX', '(name_key)'),
    (12, 'workout', 'ix_workout_template', 'INDEX',
     '(user_id, template_id, started_at) WHERE template_id IS NOT NULL')
), there AS (
    SELECT t.relname AS on_table, i.relname AS name, x.indisvalid AS is_valid, x.indisunique AS is_unique,
           x.indnatts AS columns,
           EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x')) AS is_constraint
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relname IN ('exercise', 'workout', 'workout_set')
), unwanted AS (
    SELECT *, columns = 1 AND NOT is_unique AS is_redundant
    FROM there
    WHERE name NOT IN (SELECT name FROM wanted) AND NOT is_constraint
), steps (place, name, clears, acts, completes, says) AS (
    SELECT w.place, w.name,
           CASE WHEN NOT t.is_valid THEN format('DROP INDEX CONCURRENTLY IF EXISTS %I', w.name) END,
           CASE WHEN t.is_valid IS NOT TRUE THEN
               format('CREATE %s CONCURRENTLY IF NOT EXISTS %I ON %I %s',
                      replace(w.kind, 'CONSTRAINT', 'UNIQUE INDEX'), w.name, w.on_table, w.keys) END,
           CASE WHEN w.kind = 'CONSTRAINT' AND t.is_constraint IS NOT TRUE THEN
               format('ALTER TABLE %I ADD CONSTRAINT %I UNIQUE USING INDEX %I', w.on_table, w.name, w.name) END,
           CASE WHEN t.is_valid THEN 'already exists' ELSE 'created' END
    FROM wanted w LEFT JOIN there t USING (on_table, name)
    UNION ALL
    SELECT 100, name, NULL, format('DROP INDEX CONCURRENTLY IF EXISTS %I', name), NULL, 'dropped'
    FROM unwanted WHERE is_redundant
    UNION ALL
    SELECT 200, name, NULL, NULL, NULL, 'is not one of ours, and left alone' FROM unwanted WHERE NOT is_redundant
)
SELECT clears, acts, completes, format('SELECT %L', name || ' ' || says) AS says
FROM steps
ORDER BY place, name
\gexec
