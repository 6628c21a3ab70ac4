package dev.trainyard.workout.imports;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * The set-based statements that bring staged rows into place. What is new is planned in a second temporary table: that is
 * what a dry run tells, and what an import then adds, a bounded number of rows a statement.
 */
@ApplicationScoped
class StagedStore {

    /** How many workouts and exercises are named of those that are new. */
    static final int MAX_NAMED = 200;

    private static final int ROWS_PER_STATEMENT = 20_000;

    private static final String CREATE = """
            CREATE TEMPORARY TABLE staged (
                line bigint, workout_key uuid, set_key uuid, workout_name text, workout_notes text,
                started_at timestamptz, finished_at timestamptz, performed_at timestamptz, exercise text, type text,
                weight_kg numeric, unit text, reps integer, rpe numeric, rir numeric, distance_m numeric,
                duration_seconds numeric, superset integer, rest_seconds integer, notes text
            ) ON COMMIT DROP
            """;

    private static final String CREATE_PLAN = """
            CREATE TEMPORARY TABLE planned (LIKE staged, source_key uuid, number bigint) ON COMMIT DROP
            """;

    private static final String DROP_SURPLUS = """
            WITH surplus AS (
                DELETE FROM staged s
                USING (SELECT line, row_number() OVER (PARTITION BY workout_key ORDER BY line) AS number
                       FROM staged
                       WHERE workout_key IN (
                           SELECT workout_key FROM staged GROUP BY workout_key HAVING count(*) > ?)) numbered
                WHERE s.line = numbered.line AND numbered.number > ?
                RETURNING s.line)
            SELECT line, count(*) OVER () FROM surplus ORDER BY line LIMIT ?
            """;

    // Equal rows of one file are sets of their own: the first, the second, … of their kind.
    private static final String PLAN = """
            WITH told_apart AS (
                SELECT *, md5(set_key::text || ' ' || row_number() OVER (PARTITION BY set_key ORDER BY line))::uuid
                          AS source_key
                FROM staged
            ), fresh AS (
                SELECT t.* FROM told_apart t
                WHERE NOT EXISTS (
                    SELECT FROM workout_set s WHERE s.user_id = ? AND s.source_key = t.source_key)
            )
            INSERT INTO planned
            SELECT f.*, coalesce(w.last_number, 0) + row_number() OVER (PARTITION BY f.workout_key ORDER BY f.line)
            FROM fresh f
            LEFT JOIN workout w ON w.user_id = ? AND w.source_key = f.workout_key
            """;

    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM staged) AS rows,
                   (SELECT count(*) FROM planned) AS sets,
                   coalesce((SELECT max(number) FROM planned), 0) AS highest_number,
                   (SELECT count(DISTINCT workout_key) FROM staged) AS all_workouts,
                   count(*) AS workouts,
                   count(*) FILTER (WHERE w.id IS NULL) AS new_workouts
            FROM (SELECT DISTINCT workout_key FROM planned) p
            LEFT JOIN workout w ON w.user_id = ? AND w.source_key = p.workout_key
            """;

    private static final String CHANGES = """
            WITH fresh AS (
                SELECT workout_key, min(workout_name) AS name, min(started_at) AS started_at, count(*) AS sets
                FROM planned GROUP BY workout_key ORDER BY started_at, workout_key LIMIT ?
            ), known AS (
                SELECT workout_key, count(*) AS rows FROM staged GROUP BY workout_key
            )
            SELECT f.name, f.started_at, w.id IS NULL, f.sets, k.rows - f.sets
            FROM fresh f
            JOIN known k ON k.workout_key = f.workout_key
            LEFT JOIN workout w ON w.user_id = ? AND w.source_key = f.workout_key
            ORDER BY f.started_at, f.workout_key
            """;

    private static final String NEW_EXERCISES = """
            SELECT DISTINCT ON (lower(exercise)) exercise FROM planned p
            WHERE NOT EXISTS (SELECT FROM exercise e WHERE e.user_id = ? AND e.name_key = lower(p.exercise))
            ORDER BY lower(exercise), line
            """;

    private static final String ADD_EXERCISES = """
            INSERT INTO exercise (user_id, name, import_id)
            SELECT DISTINCT ON (lower(exercise)) ?, exercise, ?::uuid FROM planned ORDER BY lower(exercise), line
            ON CONFLICT (user_id, name_key) DO NOTHING
            """;

    private static final String ADD_WORKOUTS = """
            INSERT INTO workout (user_id, name, notes, started_at, finished_at, import_id, source_key)
            SELECT ?, min(workout_name), min(workout_notes), min(started_at), max(finished_at), ?::uuid, workout_key
            FROM planned GROUP BY workout_key
            ON CONFLICT (user_id, source_key) WHERE source_key IS NOT NULL DO NOTHING
            """;

    private static final String ADD_SETS = """
            INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, rir,
                                     distance_m, duration_seconds, superset, rest_seconds, notes, performed_at,
                                     import_id, source_key)
            SELECT w.user_id, w.id, e.id, p.number, p.type, p.weight_kg, p.unit, p.reps, p.rpe, p.rir, p.distance_m,
                   p.duration_seconds, p.superset, p.rest_seconds, p.notes, p.performed_at, ?::uuid, p.source_key
            FROM planned p
            JOIN workout w ON w.user_id = ? AND w.source_key = p.workout_key
            JOIN exercise e ON e.user_id = ? AND e.name_key = lower(p.exercise)
            WHERE p.line > ? AND p.line <= ?
            ORDER BY p.line
            """;

    private static final String NUMBER_WORKOUTS = """
            UPDATE workout w SET last_number = p.last_number
            FROM (SELECT workout_key, max(number) AS last_number FROM planned GROUP BY workout_key) p
            WHERE w.user_id = ? AND w.source_key = p.workout_key
            """;

    private final Database database;

    StagedStore(Database database) {
        this.database = database;
    }

    /**
     * What is new.
     *
     * @param rows of the file, {@code sets} of them new
     * @param highestNumber that a set of a workout gets
     * @param workouts that get sets, {@code newWorkouts} of them new
     */
    record Counts(int rows, int sets, int highestNumber, int allWorkouts, int workouts, int newWorkouts) {}

    /** Makes the table that rows are copied to. */
    void create() {
        database.update(CREATE);
    }

    /** Takes out what is beyond {@code max} rows of a workout: some of the lines, into {@code surplus}, and how many. */
    int dropSurplus(int max, int maxReported, List<Long> surplus) {
        // A temporary table has no statistics of its own accord.
        database.update("ANALYZE staged");
        int[] count = new int[1];
        surplus.addAll(database.list(
                DROP_SURPLUS,
                row -> {
                    count[0] = row.getInt(2);
                    return row.getLong(1);
                },
                max,
                max,
                maxReported));
        return count[0];
    }

    /** Keeps others from changing the workouts that are staged and there. */
    void lockWorkouts(String user) {
        database.list("""
                SELECT count(*) FROM (
                    SELECT FROM workout WHERE user_id = ? AND source_key IN (SELECT workout_key FROM staged)
                    ORDER BY id FOR NO KEY UPDATE) locked
                """, row -> null, user);
    }

    /** Finds out which staged rows are new. */
    Counts plan(String user) {
        database.update(CREATE_PLAN);
        database.update(PLAN, user, user);
        database.update("CREATE INDEX ON planned (line)");
        database.update("ANALYZE planned");
        return database.one(
                        COUNTS,
                        row -> new Counts(
                                row.getInt("rows"),
                                row.getInt("sets"),
                                row.getInt("highest_number"),
                                row.getInt("all_workouts"),
                                row.getInt("workouts"),
                                row.getInt("new_workouts")),
                        user)
                .orElseThrow();
    }

    /** The workouts that get sets, the first of them. */
    List<ImportView.Change> changes(String user) {
        return database.list(
                CHANGES,
                row -> new ImportView.Change(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getBoolean(3),
                        row.getInt(4),
                        row.getInt(5)),
                MAX_NAMED,
                user);
    }

    int countNewExercises(String user) {
        return database.one("SELECT count(*) FROM (" + NEW_EXERCISES + ") names", row -> row.getInt(1), user)
                .orElseThrow();
    }

    /** The names of exercises that are new, the first of them. */
    List<String> newExercises(String user) {
        return database.list(NEW_EXERCISES + " LIMIT ?", row -> row.getString(1), user, MAX_NAMED);
    }

    /** Adds the workouts and exercises that planned sets need and that are not there. */
    void addPlaces(String user, UUID id) {
        database.update(ADD_WORKOUTS, user, id);
        database.update(ADD_EXERCISES, user, id);
    }

    /** The exercises that get sets. */
    List<UUID> exercises(String user) {
        return database.list("""
                SELECT id FROM exercise
                WHERE user_id = ? AND name_key IN (SELECT lower(exercise) FROM planned)
                ORDER BY id
                """, row -> row.getObject(1, UUID.class), user);
    }

    /** Adds the planned sets, in the order of the file; {@code added} hears how many are. All of them, in the end. */
    int addSets(String user, UUID id, IntConsumer added) {
        long last = database.one("SELECT coalesce(max(line), 0) FROM planned", row -> row.getLong(1))
                .orElseThrow();
        int sets = 0;
        for (long line = 0; line < last; line += ROWS_PER_STATEMENT) {
            sets += database.update(ADD_SETS, id, user, user, line, line + ROWS_PER_STATEMENT);
            added.accept(sets);
        }
        database.update(NUMBER_WORKOUTS, user);
        return sets;
    }
}
