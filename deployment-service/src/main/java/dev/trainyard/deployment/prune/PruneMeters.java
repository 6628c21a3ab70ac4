package dev.trainyard.deployment.prune;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What is measured of pruning. */
@ApplicationScoped
class PruneMeters {

    private static final String PRUNED = "trainyard.deployment.log.pruned";

    private final MeterRegistry metrics;
    private final Counter failures;

    private volatile double lagSeconds;

    PruneMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        this.failures = Counter.builder("trainyard.deployment.log.prune.failures")
                .description("Attempts to prune that failed; what they were about stays in line")
                .register(metrics);
        Gauge.builder("trainyard.deployment.log.prune.lag", this, meters -> meters.lagSeconds)
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

    void lag(double seconds) {
        lagSeconds = seconds;
    }

    private void count(String strategy, String table, long rows) {
        Counter.builder(PRUNED)
                .description("Rows that were deleted since they are not to be kept; of partitions, whole tables")
                .tags("strategy", strategy, "table", table)
                .register(metrics)
                .increment((double) rows);
    }
}
