package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Table canary_tally: how the runs of canaries have gone, on all replicas. */
@ApplicationScoped
class CanaryTallies {

    // By its beginning, too: what belongs to the canary before is not for this one.
    static final String ADD = """
            UPDATE canary_tally SET runs = runs + ?, failures = failures + ?
            WHERE user_id = ? AND deployment_id = ? AND since = ?
            RETURNING runs, failures
            """;

    private final Database database;

    CanaryTallies(Database database) {
        this.database = database;
    }

    /** How many runs of a canary have been counted. */
    record Tally(long runs, long failures) {

        boolean isAbove(int maxErrorPercent) {
            return failures * 100 > runs * maxErrorPercent;
        }
    }

    /** Adds to the tally of the canary that began at {@code since}; empty when that is over. */
    Optional<Tally> add(String user, UUID deployment, Instant since, Tally more) {
        return database.one(
                ADD,
                row -> new Tally(row.getLong("runs"), row.getLong("failures")),
                more.runs(),
                more.failures(),
                user,
                deployment,
                since);
    }
}
