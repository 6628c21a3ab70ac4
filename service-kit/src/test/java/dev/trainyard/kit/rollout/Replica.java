package dev.trainyard.kit.rollout;

import dev.trainyard.kit.database.DatabaseProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** A replica of a service with one rollout. Several of one name share nothing but the table. */
final class Replica {

    private static final String ADMIN = "admin-of-the-test";

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final String name;
    private final RolloutStates states;
    private final Rollouts rollouts;

    /** Makes replicas, as {@code @Inject} cannot: it would give the same one each time. */
    @Singleton
    static class Maker {

        @Inject
        RolloutConfig config;

        @Inject
        RolloutStore store;

        @Inject
        DatabaseProbe probe;

        @Inject
        Snapshot snapshot;

        /** A replica that has not read the table yet. */
        Replica blank(String name) {
            return new Replica(name, this);
        }

        /** A replica that has just started. */
        Replica started(String name) {
            Replica replica = blank(name);
            replica.refresh();
            return replica;
        }
    }

    private Replica(String name, Maker maker) {
        this.name = name;
        this.states = new RolloutStates(
                List.of(new RolloutDefinition(name, "of a test")), maker.config, maker.store, maker.probe, metrics);
        this.rollouts = new Rollouts(states, maker.snapshot);
    }

    /** What the scheduler does each second. */
    void refresh() {
        states.refresh();
    }

    Replica set(int percent, int comparePerMille) {
        return set(percent, comparePerMille, new RolloutDraft.Bounds(null, null, null, null));
    }

    Replica set(int percent, int comparePerMille, RolloutDraft.Bounds bounds) {
        states.change(running(), new RolloutDraft(percent, comparePerMille, bounds), ADMIN);
        return this;
    }

    static RolloutDraft.Bounds bounds(int mismatches, int errorsPerMille, String latencyRatio, int minCalls) {
        return new RolloutDraft.Bounds(mismatches, errorsPerMille, new BigDecimal(latencyRatio), minCalls);
    }

    <T> T read(String user, Supplier<T> plain, Supplier<T> fast) {
        return rollouts.read(name, user, plain, fast);
    }

    <T> T read(Supplier<T> plain, Supplier<T> fast) {
        return read("ada", plain, fast);
    }

    <T> T write(Supplier<T> plain, Supplier<T> fast) {
        return rollouts.write(name, "ada", plain, fast);
    }

    RolloutState state() {
        return running().current().state();
    }

    /** Whether it turned itself off, as this replica knows. */
    boolean isOff() {
        return state().isTurnedOff() && state().percent() == 0;
    }

    RolloutView.Seen seen() {
        return running().view().thisReplica();
    }

    double gauge(String meter) {
        return metrics.get(meter).tag("rollout", name).gauge().value();
    }

    private RunningRollout running() {
        return states.find(name).orElseThrow();
    }
}
