package dev.trainyard.deployment.run;

import dev.trainyard.deployment.engine.EventMatcher;
import dev.trainyard.deployment.engine.Interpreter;
import dev.trainyard.kit.database.DatabaseProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A replica of the service, as far as runs go. Several share nothing but the tables. */
final class TestReplica implements AutoCloseable {

    static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Map<String, String> QUICK =
            Map.of("trainyard.runs.look-every", "PT0.05S", "trainyard.runs.stop-within", "PT5S");

    final TestCalls calls = new TestCalls();
    final List<EndedRun> ended = new CopyOnWriteArrayList<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Replica replica;

    /** Makes replicas, as {@code @Inject} cannot: it would give the same one each time. */
    @Singleton
    static class Maker {

        @Inject
        RunStore runs;

        @Inject
        EventStore events;

        @Inject
        RunVersions versions;

        @Inject
        Interpreter interpreter;

        @Inject
        EventMatcher matcher;

        @Inject
        DatabaseProbe probe;

        /** A replica that looks often. */
        TestReplica started() {
            return started(Map.of());
        }

        TestReplica started(Map<String, String> settings) {
            return started(settings, Duration.ZERO);
        }

        /** A replica whose clock is ahead. */
        TestReplica ahead(Duration offset) {
            return started(Map.of(), offset);
        }

        private TestReplica started(Map<String, String> settings, Duration offset) {
            TestReplica made = new TestReplica(this, settings, offset);
            made.replica.start();
            return made;
        }

        /** A replica that takes nothing by itself: only what it is asked to run. */
        TestReplica idle() {
            return idle(Map.of());
        }

        TestReplica idle(Map<String, String> settings) {
            return new TestReplica(this, settings, Duration.ZERO);
        }
    }

    private TestReplica(Maker maker, Map<String, String> settings, Duration offset) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(settings);
        RunConfig config = new SmallRyeConfigBuilder()
                .withMapping(RunConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(RunConfig.class);
        replica = new Replica(new Replica.Parts(
                maker.runs,
                maker.events,
                maker.versions,
                maker.interpreter,
                maker.matcher,
                calls,
                List.of(ended::add),
                config,
                maker.probe,
                Clock.offset(Clock.systemUTC(), offset),
                metrics));
    }

    /** As {@code kill -9} does it: nothing more is written, and nobody is told. */
    void die() throws InterruptedException {
        replica.halt();
    }

    Replica replica() {
        return replica;
    }

    /** Runs to the end. */
    EndedRun run(RunStart start) {
        return ((RunOutcome.Ended) replica.run(start, PATIENT)).run();
    }

    /** Begins, and leaves it to itself. */
    void begin(RunStart start) {
        replica.run(start, Duration.ZERO);
    }

    double counter(String name) {
        return metrics.get(name).counter().count();
    }

    double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    @Override
    public void close() {
        calls.answer();
        try {
            replica.halt();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
