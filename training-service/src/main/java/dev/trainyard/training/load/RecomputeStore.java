package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tables load_recompute and load_recompute_chunk: one order at a time, and the last one that was. */
@ApplicationScoped
class RecomputeStore {

    private static final int MAX_ATTEMPTS = 3;

    private static final String FORGET = "DELETE FROM load_recompute WHERE state <> 'running'";

    private static final String ORDER = """
            INSERT INTO load_recompute (requested_by) VALUES (left(?, 255))
            ON CONFLICT (state) WHERE state = 'running' DO NOTHING
            RETURNING id
            """;

    // From one user to the next by the index: as many steps as there are users, however many loads they have.
    private static final String CHUNKS = """
            WITH RECURSIVE known AS (
                (SELECT user_id FROM activity_load ORDER BY user_id LIMIT 1)
                UNION ALL
                SELECT (SELECT l.user_id FROM activity_load l WHERE l.user_id > known.user_id ORDER BY l.user_id LIMIT 1)
                FROM known WHERE known.user_id IS NOT NULL
            ), numbered AS (
                SELECT user_id, (row_number() OVER (ORDER BY user_id) - 1) / 25 AS number
                FROM known WHERE user_id IS NOT NULL
            )
            INSERT INTO load_recompute_chunk (recompute_id, number, users)
            SELECT ?, number, array_agg(user_id) FROM numbered GROUP BY number
            """;

    private static final String CLAIM = """
            SELECT c.recompute_id, c.number, c.users
            FROM load_recompute r JOIN load_recompute_chunk c ON c.recompute_id = r.id
            WHERE r.state = 'running' AND c.done_at IS NULL AND c.attempts < %d
            ORDER BY c.attempts, c.number
            LIMIT 1
            FOR UPDATE OF c SKIP LOCKED
            """.formatted(MAX_ATTEMPTS);

    private static final String DONE = """
            UPDATE load_recompute_chunk SET done_at = clock_timestamp(), changed_days = ?
            WHERE recompute_id = ? AND number = ?
            """;

    private static final String FAILED = """
            UPDATE load_recompute_chunk SET attempts = attempts + 1, error = left(?, 255)
            WHERE recompute_id = ? AND number = ?
            """;

    private static final String END = """
            UPDATE load_recompute r
            SET ended_at = clock_timestamp(),
                state = CASE WHEN EXISTS (SELECT FROM load_recompute_chunk c
                                          WHERE c.recompute_id = r.id AND c.done_at IS NULL)
                        THEN 'failed' ELSE 'done' END
            WHERE state = 'running'
              AND NOT EXISTS (SELECT FROM load_recompute_chunk c
                              WHERE c.recompute_id = r.id AND c.done_at IS NULL AND c.attempts < %d)
            """.formatted(MAX_ATTEMPTS);

    private static final String CANCEL =
            "UPDATE load_recompute SET state = 'cancelled', ended_at = now() WHERE state = 'running'";

    private static final String LAST = """
            SELECT r.*, c.*
            FROM (SELECT * FROM load_recompute ORDER BY id DESC LIMIT 1) AS r
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(cardinality(users)), 0) AS users,
                       coalesce(sum(cardinality(users)) FILTER (WHERE done_at IS NOT NULL), 0) AS users_done,
                       coalesce(sum(cardinality(users)) FILTER (WHERE done_at IS NULL AND attempts >= %d), 0) AS users_failed,
                       coalesce(sum(changed_days), 0) AS changed_days,
                       coalesce(array_agg(DISTINCT error) FILTER (WHERE error IS NOT NULL), '{}') AS errors
                FROM load_recompute_chunk WHERE recompute_id = r.id) AS c
            """.formatted(MAX_ATTEMPTS);

    private final Database database;

    RecomputeStore(Database database) {
        this.database = database;
    }

    /** Users whose figures are to be computed in one transaction. */
    record Chunk(UUID recompute, int number, List<String> users) {}

    /** Orders that everything is computed; false when that is under way. */
    @Transactional
    boolean order(String admin) {
        database.update(FORGET);
        Optional<UUID> id = database.one(ORDER, row -> row.getObject("id", UUID.class), admin);
        id.ifPresent(order -> database.update(CHUNKS, order));
        return id.isPresent();
    }

    /** A chunk that nobody else is at; nobody else is, until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    Optional<Chunk> claim() {
        return database.one(
                CLAIM,
                row -> new Chunk(row.getObject("recompute_id", UUID.class), row.getInt("number"), List.of((String[])
                        row.getArray("users").getArray())));
    }

    /** Notes that the chunk is done. */
    void done(Chunk chunk, int changedDays) {
        database.update(DONE, changedDays, chunk.recompute(), chunk.number());
    }

    /** Notes an attempt that failed; after three the chunk is given up. */
    void failed(Chunk chunk, String error) {
        database.update(FAILED, error, chunk.recompute(), chunk.number());
    }

    /** Ends the order of which every chunk is done or given up. */
    void endIfThrough() {
        database.update(END);
    }

    /** Keeps chunks from being begun that are not yet; whether there was an order under way. */
    boolean cancel() {
        return database.update(CANCEL) == 1;
    }

    /** The order that is under way, or else the last one. */
    Optional<RecomputeView> last() {
        return database.one(LAST, RecomputeStore::view);
    }

    private static RecomputeView view(ResultSet row) throws SQLException {
        return new RecomputeView(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instant(row, "ended_at"),
                row.getLong("users"),
                row.getLong("users_done"),
                row.getLong("users_failed"),
                row.getLong("changed_days"),
                List.of((String[]) row.getArray("errors").getArray()));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
