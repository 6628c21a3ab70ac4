package dev.trainyard.deployment.invocation;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs as those who invoked them see them: what goes on is in table run, what has ended in the log. */
@ApplicationScoped
class InvocationStore {

    // A run leaves the one table and enters the other in one statement, so that each snapshot has it once.
    static final String FIND = """
            SELECT id, deployment_id, version, status, NULL AS output, NULL AS error, steps, accepted_at, started_at,
                   NULL AS finished_at
            FROM run WHERE user_id = ? AND id = ?
            UNION ALL
            SELECT id, deployment_id, version, status, response::text, error::text, steps, accepted_at, started_at,
                   finished_at
            FROM deployment_log WHERE user_id = ? AND id = ?
            """;

    static final String GONE = """
            SELECT w.id
            FROM unnest(?::text[], ?::uuid[]) AS w (user_id, id)
            WHERE NOT EXISTS (SELECT FROM run r WHERE r.user_id = w.user_id AND r.id = w.id)
            """;

    // Of runs that were cancelled nobody can say how they would have gone. Without so many logs it is not judged.
    static final String PAUSE = """
            UPDATE deployment d
            SET is_active = false, paused_because = 'failures', revision = d.revision + 1, updated_at = now()
            WHERE d.user_id = ? AND d.id = ? AND d.is_active
              AND d.pause_after_failures = (
                SELECT count(*) FILTER (WHERE newest.status IN ('faulted', 'timed_out')
                                          AND newest.accepted_at > coalesce(d.resumed_at, '-infinity'))
                FROM (
                    SELECT l.status, l.accepted_at
                    FROM deployment_log l
                    WHERE l.user_id = d.user_id AND l.deployment_id = d.id AND l.status <> 'cancelled'
                    ORDER BY l.id DESC
                    LIMIT d.pause_after_failures) newest)
            """;

    private final Database database;

    InvocationStore(Database database) {
        this.database = database;
    }

    /** A run, whether it goes on or has ended; empty when the user has none of that id, or its log is not kept any more. */
    Optional<InvocationView> find(String user, UUID id) {
        return database.one(FIND, InvocationStore::view, user, id, user, id);
    }

    /** Which of these runs do not go on any more, of the user at the same place each. */
    List<UUID> gone(Collection<String> users, Collection<UUID> ids) {
        return database.list(
                GONE,
                row -> row.getObject("id", UUID.class),
                users.toArray(String[]::new),
                ids.stream().map(UUID::toString).toArray(String[]::new));
    }

    /** Pauses a deployment whose newest runs have all failed, as many as it allows; whether that was so. */
    boolean pauseIfFailing(String user, UUID deployment) {
        return database.update(PAUSE, user, deployment) == 1;
    }

    private static InvocationView view(ResultSet row) throws SQLException {
        return new InvocationView(
                row.getObject("id", UUID.class),
                row.getObject("deployment_id", UUID.class),
                row.getInt("version"),
                row.getString("status"),
                row.getString("output"),
                row.getString("error"),
                row.getInt("steps"),
                instant(row, "accepted_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
