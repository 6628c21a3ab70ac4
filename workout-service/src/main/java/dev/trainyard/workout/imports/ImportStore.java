package dev.trainyard.workout.imports;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The set-based statements of an import: their number does not depend on the file. */
@ApplicationScoped
class ImportStore {

    private static final String ADD_EXERCISES = """
            INSERT INTO exercise (user_id, name, import_id)
            SELECT DISTINCT ON (lower(exercise)) ?, exercise, ?::uuid FROM staged ORDER BY lower(exercise), line
            ON CONFLICT (user_id, name_key) DO NOTHING
            """;

    private static final String ADD_WORKOUTS = """
            INSERT INTO workout (user_id, name, started_at, finished_at, import_id, source_key)
            SELECT DISTINCT ON (workout_key) ?, workout_name, started_at, finished_at, ?::uuid, workout_key
            FROM staged ORDER BY workout_key, line
            ON CONFLICT (user_id, source_key) WHERE source_key IS NOT NULL DO NOTHING
            """;

    // Equal rows of one file are sets of their own: the first, the second, … of their kind.
    private static final String ADD_SETS = """
            WITH told_apart AS (
                SELECT *, md5(set_key::text || ' ' || row_number() OVER (PARTITION BY set_key ORDER BY line))::uuid
                          AS source_key
                FROM staged
            ), fresh AS (
                SELECT t.* FROM told_apart t
                WHERE NOT EXISTS (
                    SELECT FROM workout_set s WHERE s.user_id = ? AND s.source_key = t.source_key)
            )
            INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe,
                                     distance_m, duration_seconds, performed_at, import_id, source_key)
            SELECT w.user_id, w.id, e.id,
                   w.last_number + row_number() OVER (PARTITION BY w.id ORDER BY f.line),
                   f.type, f.weight_kg, f.unit, f.reps, f.rpe, f.distance_m, f.duration_seconds, f.started_at, ?::uuid,
                   f.source_key
            FROM fresh f
            JOIN workout w ON w.user_id = ? AND w.source_key = f.workout_key
            JOIN exercise e ON e.user_id = ? AND e.name_key = lower(f.exercise)
            """;

    private static final String NUMBER_WORKOUTS = """
            UPDATE workout w SET last_number = s.last_number
            FROM (SELECT workout_id, max(number) AS last_number
                  FROM workout_set WHERE user_id = ? AND import_id = ? GROUP BY workout_id) s
            WHERE w.user_id = ? AND w.id = s.workout_id
            """;

    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    /** How many workouts and exercises are new. */
    record Places(int workouts, int exercises) {}

    /** How many sets are new, and how many rows were there. */
    record Added(int sets, int duplicates) {}

    /** Lets the imports of one user happen one after the other; until the transaction ends. */
    void takeTurn(String user) {
        database.list("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))", row -> null, user);
    }

    UUID open(String user, String format) {
        return database.one(
                        "INSERT INTO import (user_id, format) VALUES (?, ?) RETURNING id",
                        row -> row.getObject(1, UUID.class),
                        user,
                        format)
                .orElseThrow();
    }

    /** Adds the workouts and exercises that are staged and not there yet; keeps others from changing those that are. */
    Places addPlaces(String user, UUID id) {
        // A temporary table has no statistics of its own accord.
        database.update("ANALYZE staged");
        database.list("""
                SELECT FROM workout WHERE user_id = ? AND source_key IN (SELECT workout_key FROM staged)
                ORDER BY id FOR NO KEY UPDATE
                """, row -> null, user);
        int workouts = database.update(ADD_WORKOUTS, user, id);
        return new Places(workouts, database.update(ADD_EXERCISES, user, id));
    }

    /** The exercises that are staged. */
    List<UUID> stagedExercises(String user) {
        return database.list("""
                SELECT id FROM exercise
                WHERE user_id = ? AND name_key IN (SELECT lower(exercise) FROM staged)
                ORDER BY id
                """, row -> row.getObject(1, UUID.class), user);
    }

    /** Adds the sets that are staged and not there yet. */
    Added addSets(String user, UUID id) {
        int sets = database.update(ADD_SETS, user, id, user, user);
        database.update(NUMBER_WORKOUTS, user, id, user);
        int rows = database.one("SELECT count(*) FROM staged", row -> row.getInt(1))
                .orElseThrow();
        return new Added(sets, rows - sets);
    }

    List<UUID> exercisesOf(String user, UUID id) {
        return database.list(
                "SELECT DISTINCT exercise_id FROM workout_set WHERE user_id = ? AND import_id = ? ORDER BY exercise_id",
                row -> row.getObject(1, UUID.class),
                user,
                id);
    }

    /** The import, kept from being removed twice at once; whether it is there. */
    boolean lock(String user, UUID id) {
        return database.one("SELECT FROM import WHERE user_id = ? AND id = ? FOR UPDATE", row -> Boolean.TRUE, user, id)
                .isPresent();
    }

    /** Keeps others from changing sets of the workouts that the import has sets in, or brought. */
    void lockWorkouts(String user, UUID id) {
        database.list("""
                SELECT FROM workout
                WHERE user_id = ? AND id IN (
                    SELECT workout_id FROM workout_set WHERE user_id = ? AND import_id = ?
                    UNION SELECT id FROM workout WHERE user_id = ? AND import_id = ?)
                ORDER BY id FOR NO KEY UPDATE
                """, row -> null, user, user, id, user, id);
    }

    /** The exercises that the import brought. */
    List<UUID> exercisesBroughtBy(String user, UUID id) {
        return database.list(
                "SELECT id FROM exercise WHERE user_id = ? AND import_id = ?",
                row -> row.getObject(1, UUID.class),
                user,
                id);
    }

    void removeSets(String user, UUID id) {
        database.update("DELETE FROM workout_set WHERE user_id = ? AND import_id = ?", user, id);
    }

    /**
     * Removes the workouts and exercises that the import brought, but for those that have been put to use since. Those that
     * another import uses become its own, to go when that one does.
     */
    void removeRest(String user, UUID id) {
        database.update("""
                DELETE FROM workout w
                WHERE w.user_id = ? AND w.import_id = ?
                  AND NOT EXISTS (SELECT FROM workout_set s WHERE s.user_id = w.user_id AND s.workout_id = w.id)
                """, user, id);
        database.update("""
                UPDATE workout w
                SET import_id = (SELECT s.import_id FROM workout_set s
                                 WHERE s.user_id = w.user_id AND s.workout_id = w.id AND s.import_id IS NOT NULL
                                 ORDER BY s.import_id LIMIT 1)
                WHERE w.user_id = ? AND w.import_id = ?
                """, user, id);
        database.update("""
                DELETE FROM exercise e
                WHERE e.user_id = ? AND e.import_id = ?
                  AND NOT EXISTS (SELECT FROM workout_set s WHERE s.user_id = e.user_id AND s.exercise_id = e.id)
                  AND NOT EXISTS (SELECT FROM template_exercise t WHERE t.user_id = e.user_id AND t.exercise_id = e.id)
                """, user, id);
        database.update("""
                UPDATE exercise e
                SET import_id = (SELECT s.import_id FROM workout_set s
                                 WHERE s.user_id = e.user_id AND s.exercise_id = e.id AND s.import_id IS NOT NULL
                                 ORDER BY s.import_id LIMIT 1)
                WHERE e.user_id = ? AND e.import_id = ?
                """, user, id);
        database.update("DELETE FROM import WHERE user_id = ? AND id = ?", user, id);
    }

    /** A page of the user's imports, newest first. */
    Page<ImportSummary> list(String user, PageQuery page) {
        List<ImportSummary> rows = database.list(
                """
                SELECT i.id, i.format, i.created_at,
                       (SELECT count(*) FROM workout_set s WHERE s.user_id = i.user_id AND s.import_id = i.id)
                FROM import i
                WHERE i.user_id = ? AND i.id < ?::uuid
                ORDER BY i.id DESC
                LIMIT ?
                """,
                row -> new ImportSummary(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getInt(4)),
                user,
                page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(new UUID(-1, -1)),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }
}
