package dev.trainyard.kit.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The metrics of one job on this replica. */
final class JobMeters {

    private final String job;
    private final MeterRegistry metrics;
    private final Timer duration;
    private final Counter rows;
    // Null until the table was read, and while the job runs.
    private volatile Instant due;

    JobMeters(String job, MeterRegistry metrics) {
        this.job = job;
        this.metrics = metrics;
        this.duration = Timer.builder("trainyard.job.duration")
                .description("Runs of a job on this replica")
                .tag("job", job)
                .register(metrics);
        this.rows = Counter.builder("trainyard.job.rows")
                .description("Rows that a job has handled on this replica")
                .tag("job", job)
                .register(metrics);
        // What alerts are about exists before it happens, or its first time would be no increase.
        failures("unexpected");
        failures("replica-died");
        Gauge.builder("trainyard.job.lag", this, JobMeters::lagSeconds)
                .description("For how long the next run has been due, on whatever replica")
                .baseUnit("seconds")
                .tag("job", job)
                .register(metrics);
    }

    void ran(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    void handled(long more) {
        rows.increment((double) more);
    }

    void failed(String reason) {
        failures(reason).increment();
    }

    /** When the next run is due; null while one goes on. */
    void due(Instant at) {
        due = at;
    }

    private Counter failures(String reason) {
        return Counter.builder("trainyard.job.failures")
                .description("Runs of a job that failed on this replica, or with the replica that it runs after")
                .tags("job", job, "reason", reason)
                .register(metrics);
    }

    private double lagSeconds() {
        Instant at = due;
        return at == null ? 0 : Math.max(0, Duration.between(at, Instant.now()).toMillis() / 1000.0);
    }
}
