package dev.trainyard.workout.imports;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps the imports themselves: what each did and how far it is; and the set-based statements that take one back. */
@ApplicationScoped
class ImportStore {

    /** Each import of a user holds it from start to end: who can get it knows that none is under way. */
    private static final String TURN = "pg_try_advisory_xact_lock(hashtextextended(?, 7))";

    private static final String OF_A_USER = """
            SELECT id, format, dry_run, state, bytes, bytes_read, rows_read, sets_planned, sets_added, created_at,
                   finished_at, problem, result
            FROM import WHERE user_id = ? AND id = ?
            """;

    private static final String PAGE = """
            SELECT i.id, i.format, i.state, i.created_at,
                   CASE i.state WHEN 'finished' THEN
                       coalesce(i.sets_added, (SELECT count(*) FROM workout_set s
                                               WHERE s.user_id = i.user_id AND s.import_id = i.id))
                   ELSE 0 END
            FROM import i
            WHERE i.user_id = ? AND i.id < ?::uuid AND i.state <> 'undone' AND NOT i.dry_run
            ORDER BY i.id DESC
            LIMIT ?
            """;

    // By the last statement that can still be: a transaction that ends first is seen by the check of the state.
    private static final String END_LOST = """
            UPDATE import SET state = 'failed', problem = ?, finished_at = now()
            WHERE user_id = ? AND state = 'running' AND\s""";

    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    /** Takes the user's turn until the transaction ends; whether nobody else has it. */
    boolean takeTurn(String user) {
        return database.one("SELECT " + TURN, row -> row.getBoolean(1), user).orElseThrow();
    }

    /** An import that is finished when its transaction is. */
    UUID open(String user, String format, long bytes) {
        return database.one("""
                        INSERT INTO import (user_id, format, bytes, bytes_read, finished_at)
                        VALUES (?, ?, ?, 0, now()) RETURNING id
                        """, row -> row.getObject(1, UUID.class), user, format, bytes)
                .orElseThrow();
    }

    /**
     * An import that is seen to be running from now on. Whatever else of the user's is said to be running is not: the
     * caller has the turn. Earlier dry runs go.
     */
    UUID openRunning(String user, String format, boolean dryRun, long bytes, String interrupted) {
        database.update("""
                UPDATE import SET state = 'failed', problem = ?, finished_at = now()
                WHERE user_id = ? AND state = 'running'
                """, interrupted, user);
        database.update("DELETE FROM import WHERE user_id = ? AND dry_run", user);
        return database.one("""
                        INSERT INTO import (user_id, format, dry_run, state, bytes, bytes_read)
                        VALUES (?, ?, ?, 'running', ?, 0) RETURNING id
                        """, row -> row.getObject(1, UUID.class), user, format, dryRun, bytes)
                .orElseThrow();
    }

    /** Says of a user's running imports that they are lost, if they are: if nobody has the turn. */
    void endLost(String user, String interrupted) {
        database.update(END_LOST + TURN, interrupted, user, user);
    }

    /** Says how far a running import is. */
    void progress(String user, UUID id, long rows, long bytes, Integer planned, int added) {
        database.update("""
                UPDATE import SET rows_read = ?, bytes_read = ?, sets_planned = ?, sets_added = ?
                WHERE user_id = ? AND id = ? AND state = 'running'
                """, rows, bytes, planned, added, user, id);
    }

    /** Ends an import well. */
    void finish(String user, UUID id, long rows, int sets, String result) {
        database.update("""
                UPDATE import
                SET state = 'finished', bytes_read = bytes, rows_read = ?, sets_planned = ?, sets_added = ?,
                    finished_at = clock_timestamp(), result = ?
                WHERE user_id = ? AND id = ?
                """, rows, sets, sets, result, user, id);
    }

    /** Ends a running import badly: its sets are not there. */
    void fail(String user, UUID id, String problem) {
        database.update("""
                UPDATE import SET state = 'failed', problem = ?, sets_added = 0, finished_at = now()
                WHERE user_id = ? AND id = ? AND state = 'running'
                """, problem, user, id);
    }

    /** An import, and how far it is. */
    Optional<ImportState> find(String user, UUID id) {
        return database.one(OF_A_USER, ImportStore::state, user, id);
    }

    private static ImportState state(ResultSet row) throws SQLException {
        OffsetDateTime finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        return ImportState.of(
                row.getObject("id", UUID.class),
                row.getString("format"),
                row.getBoolean("dry_run"),
                row.getString("state"),
                new ImportState.Counts(
                        row.getLong("bytes"),
                        row.getLong("bytes_read"),
                        row.getInt("rows_read"),
                        row.getObject("sets_planned", Integer.class),
                        row.getInt("sets_added")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                row.getString("problem"),
                row.getString("result"));
    }

    List<UUID> exercisesOf(String user, UUID id) {
        return database.list(
                "SELECT DISTINCT exercise_id FROM workout_set WHERE user_id = ? AND import_id = ? ORDER BY exercise_id",
                row -> row.getObject(1, UUID.class),
                user,
                id);
    }

    /** Whether there is something to take back. To be asked with the user's turn. */
    boolean canBeTakenBack(String user, UUID id) {
        return database.one(
                        "SELECT FROM import WHERE user_id = ? AND id = ? AND state <> 'undone' AND NOT dry_run",
                        row -> Boolean.TRUE,
                        user,
                        id)
                .isPresent();
    }

    /** Keeps others from changing sets of the workouts that the import has sets in, or brought. */
    void lockWorkouts(String user, UUID id) {
        database.list("""
                SELECT count(*) FROM (
                    SELECT FROM workout
                    WHERE user_id = ? AND id IN (
                        SELECT workout_id FROM workout_set WHERE user_id = ? AND import_id = ?
                        UNION SELECT id FROM workout WHERE user_id = ? AND import_id = ?)
                    ORDER BY id FOR NO KEY UPDATE) locked
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
        database.update(
                "UPDATE import SET state = 'undone', problem = NULL, result = NULL WHERE user_id = ? AND id = ?",
                user,
                id);
    }

    /** A page of what the user took in and did not take back, newest first. */
    Page<ImportSummary> list(String user, PageQuery page) {
        List<ImportSummary> rows = database.list(
                PAGE,
                row -> new ImportSummary(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getInt(5)),
                user,
                page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(new UUID(-1, -1)),
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.id()));
    }
}
