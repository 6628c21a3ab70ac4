package dev.trainyard.kit.job;

import dev.trainyard.kit.database.DatabaseProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A replica of a service with jobs. Several share nothing but the table. */
final class JobReplica implements AutoCloseable {

    private static final Map<String, String> QUICK = Map.of(
            "trainyard.jobs.poll-every", "PT0.1S",
            "trainyard.jobs.heartbeat-every", "PT0.5S",
            "trainyard.jobs.stop-within", "PT0.5S",
            "trainyard.jobs.retry-after", "PT0.2S");

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final JobRunner runner;

    /** Makes replicas, as {@code @Inject} cannot: it would give the same one each time. */
    @Singleton
    static class Maker {

        @Inject
        JobStore store;

        @Inject
        DataSource pool;

        @Inject
        DatabaseProbe probe;

        /** A replica that has just started, and looks and tries again quickly. */
        JobReplica started(Job... jobs) {
            return started(Map.of(), jobs);
        }

        JobReplica started(Map<String, String> settings, Job... jobs) {
            JobReplica replica = new JobReplica(this, settings, jobs);
            replica.runner.start();
            return replica;
        }
    }

    private JobReplica(Maker maker, Map<String, String> settings, Job... jobs) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(settings);
        JobConfig config = new SmallRyeConfigBuilder()
                .withMapping(JobConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(JobConfig.class);
        this.runner = new JobRunner(List.of(jobs), config, maker.store, maker.pool, maker.probe, metrics);
    }

    double gauge(String meter, String job) {
        return metrics.get(meter).tag("job", job).gauge().value();
    }

    double counter(String meter, String job) {
        return metrics.get(meter).tag("job", job).counter().count();
    }

    double failures(String job, String reason) {
        return metrics.get("trainyard.job.failures")
                .tags("job", job, "reason", reason)
                .counter()
                .count();
    }

    long runs(String job) {
        return metrics.get("trainyard.job.duration").tag("job", job).timer().count();
    }

    @Override
    public void close() {
        runner.stop();
    }
}
