package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Brings the figures of users up to date whose loads have changed, those first who have waited longest. Readers do not
 * depend on it: they compute what they find stale themselves.
 */
@ApplicationScoped
class LoadDrain implements Job {

    private static final Logger LOG = Logger.getLogger(LoadDrain.class);

    // A bulk import leaves a row for each of its statements: so many are looked through for so many users.
    static final String OLDEST = """
            SELECT DISTINCT user_id
            FROM (SELECT user_id FROM load_change WHERE user_id <> ALL (?::text[]) ORDER BY id LIMIT 1000) AS oldest
            LIMIT 25
            """;

    private final Database database;
    private final LoadRecompute recompute;
    private final Counter failures;

    LoadDrain(Database database, LoadRecompute recompute, MeterRegistry metrics) {
        this.database = database;
        this.recompute = recompute;
        this.failures = Counter.builder("trainyard.training.load.failures")
                .description("Users, or chunks of users, whose figures could not be computed; they are tried again")
                .register(metrics);
    }

    @Override
    public String name() {
        return "load-drain";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public long run(JobRun run) {
        long changed = 0;
        // Who fails is left to the next run, and in nobody's way in this one.
        Set<String> failed = new HashSet<>();
        while (!run.isCancelled()) {
            List<String> users = database.list(OLDEST, row -> row.getString(1), (Object) failed.toArray(String[]::new));
            if (users.isEmpty()) {
                break;
            }
            int days = compute(users, failed);
            run.handled(days);
            changed += days;
        }
        return changed;
    }

    private int compute(List<String> users, Set<String> failed) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> recompute.ofChanges(users));
        } catch (RuntimeException failure) {
            if (users.size() > 1) {
                // One after the other, to find out whose figures it is.
                return users.stream()
                        .mapToInt(user -> compute(List.of(user), failed))
                        .sum();
            }
            failures.increment();
            failed.addAll(users);
            LOG.error("The load of a user could not be computed; it stays noted", failure);
            return 0;
        }
    }
}
