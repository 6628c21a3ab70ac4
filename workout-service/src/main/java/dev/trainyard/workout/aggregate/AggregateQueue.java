package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.OffsetDateTime;
import java.util.List;

/** The changes that figures do not show yet. Triggers of the database fill it, in the transaction of each change. */
@ApplicationScoped
class AggregateQueue {

    private static final String TAKE = """
            WITH oldest AS (
                SELECT user_id, id FROM aggregate_queue ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
            )
            DELETE FROM aggregate_queue q USING oldest o
            WHERE q.user_id = o.user_id AND q.id = o.id
            RETURNING q.user_id, q.started_at
            """;

    // In one order, so that two workers who want several users do not wait for each other.
    private static final String LOCK_USERS = """
            SELECT pg_advisory_xact_lock(key)
            FROM (SELECT DISTINCT hashtextextended(u, 6) AS key FROM unnest(?::text[]) AS u ORDER BY key) AS users
            """;

    private final Database database;

    AggregateQueue(Database database) {
        this.database = database;
    }

    /** How much waits, counted to a hundred thousand, and for how many seconds the first of it. */
    record Backlog(int changes, double ageSeconds) {}

    /**
     * Takes the oldest changes that nobody else is at, and their users: until the transaction ends, nobody else computes
     * figures of theirs. What the next statement reads includes the changes. They are there again if the transaction fails.
     */
    @Transactional(TxType.MANDATORY)
    List<Change> take(int limit) {
        List<Change> changes = database.list(
                TAKE,
                row -> {
                    OffsetDateTime startedAt = row.getObject(2, OffsetDateTime.class);
                    return new Change(row.getString(1), startedAt == null ? null : startedAt.toInstant());
                },
                limit);
        if (!changes.isEmpty()) {
            database.list(LOCK_USERS, row -> null, (Object)
                    changes.stream().map(Change::user).distinct().toArray(String[]::new));
        }
        return changes;
    }

    /** Has all figures of these users computed anew. */
    void addAllOf(List<String> users) {
        database.update("INSERT INTO aggregate_queue (user_id) SELECT DISTINCT unnest(?::text[])", (Object)
                users.toArray(String[]::new));
    }

    Backlog backlog() {
        return database.one("""
                        SELECT (SELECT count(*) FROM (SELECT FROM aggregate_queue LIMIT 100000) AS counted),
                               coalesce(extract(epoch FROM clock_timestamp() - uuid_extract_timestamp(
                                   (SELECT id FROM aggregate_queue ORDER BY id LIMIT 1))), 0)
                        """, row -> new Backlog(row.getInt(1), Math.max(0, row.getDouble(2))))
                .orElseThrow();
    }
}
