package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.WhenFull;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How many runs a deployment has, and who is in line. Both are only right for who {@link #hold}s the deployment. */
@ApplicationScoped
class LineStore {

    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended(?, hashtextextended(?, 0)))";

    static final String OCCUPANCY = """
            SELECT d.is_active, d.max_concurrent, d.when_full, r.active, r.queued, r.replaced
            FROM deployment d
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE status <> 'queued') AS active,
                       count(*) FILTER (WHERE status = 'queued') AS queued,
                       coalesce(bool_or(status <> 'queued') FILTER (WHERE id = ?), false) AS replaced
                FROM run
                WHERE user_id = d.user_id AND deployment_id = d.id) r
            WHERE d.user_id = ? AND d.id = ?
            """;

    static final String PROMOTE = """
            UPDATE run
            SET status = 'ready', wake_at = now()
            WHERE (user_id, id) IN (
                SELECT q.user_id, q.id
                FROM run q
                WHERE q.user_id = ? AND q.deployment_id = ? AND q.status = 'queued'
                ORDER BY q.id
                LIMIT (
                    SELECT CASE
                        WHEN d.max_concurrent IS NULL THEN 10000
                        ELSE greatest(0, d.max_concurrent - (
                            SELECT count(*) FROM run r
                            WHERE r.user_id = d.user_id AND r.deployment_id = d.id AND r.status <> 'queued'))
                    END
                    FROM deployment d
                    WHERE d.user_id = ? AND d.id = ?))
            """;

    static final String STALLED = """
            SELECT q.user_id, q.deployment_id
            FROM (SELECT DISTINCT user_id, deployment_id FROM run WHERE status = 'queued') q
            JOIN deployment d ON d.user_id = q.user_id AND d.id = q.deployment_id
            WHERE d.max_concurrent IS NULL OR d.max_concurrent > (
                SELECT count(*) FROM run r
                WHERE r.user_id = q.user_id AND r.deployment_id = q.deployment_id AND r.status <> 'queued')
            LIMIT ?
            """;

    private final Database database;

    LineStore(Database database) {
        this.database = database;
    }

    /**
     * A deployment as it is now.
     *
     * @param max null for no limit
     * @param active how many of its runs go on
     * @param queued how many wait for their turn
     * @param isReplacedActive whether the run that is to be replaced is one of those that go on
     */
    record Occupancy(
            boolean isActive, Integer max, WhenFull whenFull, long active, long queued, boolean isReplacedActive) {}

    /** Where somebody is in line. */
    record Place(String user, UUID deployment) {}

    /** Keeps others from counting this deployment's runs until the transaction ends. In a statement of its own: see below. */
    @Transactional(TxType.MANDATORY)
    void hold(String user, UUID deployment) {
        database.one(HOLD, row -> "held", "line of " + deployment, user);
    }

    /** What is so now; after {@link #hold}, whose statement would have counted what was before it waited. */
    @Transactional(TxType.MANDATORY)
    Optional<Occupancy> occupancy(String user, UUID deployment, UUID replaced) {
        return database.one(
                OCCUPANCY,
                row -> new Occupancy(
                        row.getBoolean("is_active"),
                        row.getObject("max_concurrent", Integer.class),
                        WhenFull.valueOf(row.getString("when_full").toUpperCase(Locale.ROOT)),
                        row.getLong("active"),
                        row.getLong("queued"),
                        row.getBoolean("replaced")),
                replaced,
                user,
                deployment);
    }

    /** Makes as many ready as may begin, those first who came first; how many. After {@link #hold}. */
    @Transactional(TxType.MANDATORY)
    int promote(String user, UUID deployment) {
        return database.update(PROMOTE, user, deployment, user, deployment);
    }

    /** Deployments where somebody is in line who could begin. */
    List<Place> stalled(int most) {
        return database.list(STALLED, row -> new Place(row.getString(1), row.getObject(2, UUID.class)), most);
    }
}
