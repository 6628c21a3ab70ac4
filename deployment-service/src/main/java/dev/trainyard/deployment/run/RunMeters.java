package dev.trainyard.deployment.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What operators see of a replica's runs. */
final class RunMeters {

    private final Map<RunStatus, Timer> ended = new EnumMap<>(RunStatus.class);
    private final Counter takeovers;
    private final Counter lost;
    private final AtomicInteger unsaved = new AtomicInteger();
    private volatile double lagSeconds;

    RunMeters(MeterRegistry metrics, Supplier<Number> inWork) {
        for (RunStatus status : RunStatus.values()) {
            ended.put(
                    status,
                    Timer.builder("trainyard.deployment.runs")
                            .description("Runs that ended, from acceptance to end")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
        takeovers = Counter.builder("trainyard.deployment.runs.takeovers")
                .description("Runs taken over from a replica that fell silent")
                .register(metrics);
        lost = Counter.builder("trainyard.deployment.runs.lost")
                .description(
                        "Runs that this replica let go of since another had taken them over, or their deployment is gone")
                .register(metrics);
        Gauge.builder("trainyard.deployment.runs.in.work", inWork)
                .description("Runs that this replica has in work")
                .register(metrics);
        Gauge.builder("trainyard.deployment.runs.unsaved", unsaved, AtomicInteger::get)
                .description("Runs that wait for the database to take what they have come to")
                .register(metrics);
        Gauge.builder("trainyard.deployment.runs.lag", this, meters -> meters.lagSeconds)
                .description("How long the run has been due that nobody has seen to for the longest time")
                .baseUnit("seconds")
                .register(metrics);
    }

    void ended(EndedRun run) {
        ended.get(run.status()).record(Duration.between(run.acceptedAt(), run.finishedAt()));
    }

    void takenOver() {
        takeovers.increment();
    }

    void lost() {
        lost.increment();
    }

    AtomicInteger unsaved() {
        return unsaved;
    }

    void lag(Duration lag) {
        lagSeconds = Math.max(0, lag.toMillis() / 1_000.0);
    }
}
