package dev.trainyard.deployment.prune;

import dev.trainyard.kit.database.Database;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Prunes in the run that has ended, as others do it: there to be compared with. Of any number that do so at once, the one
 * that sees all logs leaves exactly those that are to stay; the others delete none of them.
 */
final class InlinePruning implements LogPruning {

    // Locked in one order, so that two of them wait for each other in one direction only.
    private static final String DELETE = """
             ORDER BY id
                FOR UPDATE
            ), log AS (
                DELETE FROM deployment_log WHERE user_id = ? AND id IN (SELECT id FROM doomed) RETURNING 1
            ), step AS (
                DELETE FROM run_step WHERE user_id = ? AND run_id IN (SELECT id FROM doomed) RETURNING 1
            )
            SELECT (SELECT count(*) FROM log), (SELECT count(*) FROM step)
            """;

    static final String NOT_IN = """
            WITH doomed AS (
                SELECT id FROM deployment_log
                WHERE user_id = ? AND deployment_id = ? AND id NOT IN (
                    SELECT id FROM deployment_log WHERE user_id = ? AND deployment_id = ?
                    ORDER BY id DESC
                    LIMIT (SELECT kept_logs FROM deployment WHERE user_id = ? AND id = ?))
            """ + DELETE;

    static final String OFFSET = """
            WITH doomed AS (
                SELECT id FROM deployment_log
                WHERE user_id = ? AND deployment_id = ? AND id <= (
                    SELECT id FROM deployment_log WHERE user_id = ? AND deployment_id = ?
                    ORDER BY id DESC
                    OFFSET (SELECT kept_logs FROM deployment WHERE user_id = ? AND id = ?) LIMIT 1)
            """ + DELETE;

    private final Database database;
    private final PruneMeters meters;
    private final String strategy;
    private final String sql;
    private final BooleanSupplier draw;

    private InlinePruning(Database database, PruneMeters meters, String strategy, String sql, BooleanSupplier draw) {
        this.database = database;
        this.meters = meters;
        this.strategy = strategy;
        this.sql = sql;
        this.draw = draw;
    }

    static LogPruning notIn(Database database, PruneMeters meters) {
        return new InlinePruning(database, meters, "not-in", NOT_IN, () -> true);
    }

    /** The source's way keeps N and one more, since it leaves what stands at the offset; this one does not. */
    static LogPruning offset(Database database, PruneMeters meters, BooleanSupplier draw) {
        return new InlinePruning(database, meters, "offset-10", OFFSET, draw);
    }

    @Override
    public void logged(String user, UUID deployment) {
        if (draw.getAsBoolean()) {
            Pruned pruned = database.one(
                            sql, Pruned::of, user, deployment, user, deployment, user, deployment, user, user)
                    .orElseThrow();
            meters.pruned(strategy, pruned);
        }
    }
}
