package dev.trainyard.deployment.prune;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** What is measured of pruning. */
@ApplicationScoped
class PruneMeters {

    private static final String PRUNED = "trainyard.deployment.log.pruned";

    private final MeterRegistry metrics;
    private final Counter failures;

    // Null when nobody is in line.
    private volatile Instant oldest;

    PruneMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        this.failures = Counter.builder("trainyard.deployment.log.prune.failures")
                .description("Attempts to prune that failed; what they were about stays in line")
                .register(metrics);
        Gauge.builder("trainyard.deployment.log.prune.lag", this, PruneMeters::lag)
                .description("How long the deployment has waited that has had more logs than it is to keep for longest")
                .baseUnit("seconds")
                .register(metrics);
    }

    void pruned(String strategy, Pruned rows) {
        count(strategy, "deployment_log", rows.logs());
        count(strategy, "run_step", rows.steps());
    }

    void dropped(long partitions) {
        count("partition", "partition", partitions);
    }

    void failed() {
        failures.increment();
    }

    void oldestInLine(Instant since) {
        oldest = since;
    }

    /** Goes on counting while a replica works on what it has found, or cannot ask. */
    private double lag() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1_000.0);
    }

    private void count(String strategy, String table, long rows) {
        Counter.builder(PRUNED)
                .description("Rows that were deleted since they are not to be kept; of partitions, whole tables")
                .tags("strategy", strategy, "table", table)
                .register(metrics)
                .increment((double) rows);
    }
}
