package dev.trainyard.deployment.prune;

import dev.trainyard.deployment.prune.PruneMarks.Mark;
import dev.trainyard.kit.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table log_prune, and the logs and steps of those that are in it. */
@ApplicationScoped
class PruneStore {

    // A chunk holds locks for some milliseconds; a run of a thousand steps counts as a thousand and one rows.
    private static final int DEPLOYMENTS_PER_CHUNK = 20;

    static final int LOGS_PER_DEPLOYMENT = 500;
    private static final int ROWS_PER_CHUNK = 10_000;

    // In one order, here and in the sweep, so that none of those who mark wait for each other crosswise.
    private static final String MARK = """
            INSERT INTO log_prune (user_id, deployment_id)
            SELECT user_id, deployment_id FROM unnest(?::text[], ?::uuid[]) AS m (user_id, deployment_id)
            ORDER BY user_id, deployment_id
            ON CONFLICT DO NOTHING
            """;

    static final String CLAIM = """
            DELETE FROM log_prune
            WHERE (user_id, deployment_id) IN (
                SELECT user_id, deployment_id FROM log_prune ORDER BY queued_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING user_id, deployment_id, since, done_to
            """;

    // Few keys meet large tables: whatever the statistics say of them, each is looked up.
    private static final String BY_KEY = """
            SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
                   set_config('enable_seqscan', 'off', true)
            """;

    // By number: what is behind the newest N. By age: what ended too long ago; ids tell only when it began. Oldest
    // first, so that the next chunk need not walk through what this one has left in the index.
    static final String PRUNE = """
            WITH found AS MATERIALIZED (
                SELECT c.user_id, c.deployment_id, c.since, c.done_to, old.id, old.rows
                FROM unnest(?::text[], ?::uuid[], ?::timestamptz[], ?::uuid[]) AS c (user_id, deployment_id, since, done_to)
                LEFT JOIN deployment d ON d.user_id = c.user_id AND d.id = c.deployment_id
                CROSS JOIN LATERAL (
                    SELECT now() - d.kept_days * interval '1 day' AS ended_before,
                           (SELECT l.id FROM deployment_log l
                            WHERE l.user_id = c.user_id AND l.deployment_id = c.deployment_id
                            ORDER BY l.id DESC OFFSET coalesce(d.kept_logs, 0) LIMIT 1) AS last
                ) AS bound
                CROSS JOIN LATERAL (
                    SELECT l.id, 1 + CASE WHEN l.step_list IS NULL THEN l.steps ELSE 0 END AS rows
                    FROM deployment_log l
                    WHERE l.user_id = c.user_id AND l.deployment_id = c.deployment_id
                      AND l.id > c.done_to
                      AND l.id <= greatest(bound.last, log_id_floor(bound.ended_before))
                      AND (l.id <= bound.last OR l.finished_at < bound.ended_before)
                    ORDER BY l.id LIMIT ?
                ) AS old
            ), chosen AS MATERIALIZED (
                SELECT *, sum(rows) OVER (ORDER BY since, user_id, id) - rows < ? AS is_now FROM found
            ), log AS (
                DELETE FROM deployment_log l USING chosen c WHERE c.is_now AND l.user_id = c.user_id AND l.id = c.id
                RETURNING 1
            ), step AS (
                DELETE FROM run_step s USING chosen c WHERE c.is_now AND c.rows > 1 AND s.user_id = c.user_id AND s.run_id = c.id
                RETURNING 1
            ), again AS (
                INSERT INTO log_prune (user_id, deployment_id, since, done_to)
                SELECT user_id, deployment_id, since,
                       coalesce((array_agg(id ORDER BY id DESC) FILTER (WHERE is_now))[1], done_to)
                FROM chosen
                GROUP BY user_id, deployment_id, since, done_to HAVING count(*) = ? OR NOT bool_and(is_now)
                ON CONFLICT DO NOTHING
            )
            SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM step)
            """;

    static final String OLDEST = "SELECT min(since) FROM log_prune HAVING count(*) > 0";

    // Both are answered by the index alone, at its two ends.
    static final String SWEEP = """
            WITH page AS MATERIALIZED (
                SELECT user_id, id, kept_logs, kept_days FROM deployment
                WHERE (user_id, id) > (?, ?) ORDER BY user_id, id LIMIT ?
            ), marked AS (
                INSERT INTO log_prune (user_id, deployment_id)
                SELECT user_id, id FROM page
                WHERE EXISTS (SELECT FROM deployment_log l WHERE l.user_id = page.user_id AND l.deployment_id = page.id
                              ORDER BY l.id DESC OFFSET page.kept_logs)
                   OR EXISTS (SELECT FROM deployment_log l WHERE l.user_id = page.user_id AND l.deployment_id = page.id
                              AND l.id < log_id_floor(now() - page.kept_days * interval '1 day'))
                ORDER BY user_id, id
                ON CONFLICT DO NOTHING
                RETURNING 1
            )
            SELECT user_id, id, (SELECT count(*) FROM marked) FROM page ORDER BY user_id DESC, id DESC LIMIT 1
            """;

    private final Database database;

    PruneStore(Database database) {
        this.database = database;
    }

    private record Claimed(String user, UUID deployment, OffsetDateTime since, UUID doneTo) {

        static Claimed of(ResultSet row) throws SQLException {
            return new Claimed(
                    row.getString("user_id"),
                    row.getObject("deployment_id", UUID.class),
                    row.getObject("since", OffsetDateTime.class),
                    row.getObject("done_to", UUID.class));
        }
    }

    /** Where a sweep goes on, and how many it has marked. */
    record Swept(String user, UUID deployment, long marked) {}

    void mark(List<Mark> marks) {
        database.update(
                MARK,
                marks.stream().map(Mark::user).toArray(String[]::new),
                marks.stream().map(Mark::deployment).toArray(UUID[]::new));
    }

    /** Deletes a chunk of what those have too much who are first in line; empty when nobody is that nobody else is at. */
    Optional<Pruned> pruneChunk() {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Claimed> claimed = database.list(CLAIM, Claimed::of, DEPLOYMENTS_PER_CHUNK);
            if (claimed.isEmpty()) {
                return Optional.empty();
            }
            database.one(BY_KEY, row -> row.getString(1));
            return database.one(
                    PRUNE,
                    Pruned::of,
                    claimed.stream().map(Claimed::user).toArray(String[]::new),
                    claimed.stream().map(Claimed::deployment).toArray(UUID[]::new),
                    claimed.stream().map(mine -> mine.since().toString()).toArray(String[]::new),
                    claimed.stream().map(Claimed::doneTo).toArray(UUID[]::new),
                    LOGS_PER_DEPLOYMENT,
                    ROWS_PER_CHUNK,
                    LOGS_PER_DEPLOYMENT);
        });
    }

    /** Since when the first in line has been waiting. */
    Optional<Instant> oldest() {
        return database.one(
                OLDEST, row -> row.getObject(1, OffsetDateTime.class).toInstant());
    }

    /** Marks those of the next {@code limit} deployments that have too much; empty when there are none any more. */
    Optional<Swept> sweep(String afterUser, UUID afterDeployment, int limit) {
        return database.one(
                SWEEP,
                row -> new Swept(row.getString(1), row.getObject(2, UUID.class), row.getLong(3)),
                afterUser,
                afterDeployment,
                limit);
    }
}
