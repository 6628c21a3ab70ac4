package dev.trainyard.deployment.prune;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Makes the weeks of the log that are to come, and drops those of which nothing is to be kept. */
@ApplicationScoped
class LogPartitions implements Job {

    private static final Logger LOG = Logger.getLogger(LogPartitions.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    // Each holds up who adds rows for a tenth of a second at most, and then lets them pass.
    private static final int ATTEMPTS = 10;

    private final Database database;
    private final PruneMeters meters;

    LogPartitions(Database database, PruneMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "log-partitions";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    /** How many tables were made, and weeks dropped. */
    @Override
    public long run(JobRun run) {
        long made = patiently(() -> database.one("SELECT keep_log_partitions()", row -> row.getLong(1)))
                .orElse(0L);
        run.handled(made);
        long dropped = 0;
        while (!run.isCancelled() && dropOldest().isPresent()) {
            dropped++;
            run.handled(1);
        }
        return made + dropped;
    }

    private Optional<String> dropOldest() {
        Optional<String> week = patiently(
                () -> database.list("SELECT drop_log_partition()", row -> Optional.ofNullable(row.getString(1)))
                        .getFirst());
        week.ifPresent(name -> {
            meters.dropped(1);
            LOG.infof("Dropped %s and its steps: nothing of it is to be kept", name);
        });
        return week;
    }

    /** Again when others were in the way; empty when they were each time, for the next run of the job. */
    private static <T> Optional<T> patiently(Supplier<Optional<T>> call) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return call.get();
            } catch (DatabaseException failure) {
                if (!(failure.getCause() instanceof SQLException cause)
                        || !LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                    throw failure;
                }
            }
        }
        LOG.warn("The log's weeks could not be changed: somebody reads them for long. Tried again in an hour");
        return Optional.empty();
    }
}
