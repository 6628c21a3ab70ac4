package dev.trainyard.gateway.breaker;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Spares an address that only fails the requests, and the requests the waiting: it opens after some failures in a row
 * and then lets one request in a while through, until one is answered. Shared by all event loops; as long as nothing
 * fails, each request only reads two fields.
 */
public final class Breaker {

    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final State CLOSED = new State(Position.CLOSED, 0);

    /** What it does. */
    enum Position {
        /** Every request passes. */
        CLOSED(0),
        /** One request is on its way to find out. */
        HALF_OPEN(1),
        /** No request passes. */
        OPEN(2);

        private final int level;

        Position(int level) {
            this.level = level;
        }

        /** As a metric shows it: the more, the worse. */
        int level() {
            return level;
        }
    }

    private final String address;
    private final int maxFailures;
    private final long failingFor;
    private final long pause;
    private final LongSupplier clock;
    private final AtomicReference<State> state = new AtomicReference<>(CLOSED);
    private final AtomicReference<Failures> failures = new AtomicReference<>();

    /** A breaker that is closed; {@code clock} counts nanoseconds. */
    Breaker(String address, BreakerConfig config, LongSupplier clock) {
        this.address = address;
        this.maxFailures = config.failures();
        this.failingFor = config.failingFor().toNanos();
        this.pause = config.pause().toNanos();
        this.clock = clock;
    }

    private record State(Position position, long until) {}

    private record Failures(int count, long since) {}

    /** Whether a request may go; whoever is told so must report how it went. */
    public boolean permits() {
        State now = state.get();
        if (now.position == Position.CLOSED) {
            return true;
        }
        long time = clock.getAsLong();
        // While it is half open, too: the request that finds out may be one that takes its time.
        return time - now.until >= 0 && state.compareAndSet(now, new State(Position.HALF_OPEN, time + pause));
    }

    /** A request was answered, however badly. */
    public void answered() {
        if (failures.get() != null) {
            failures.set(null);
        }
        if (position() != Position.CLOSED) {
            close();
        }
    }

    /** A request found no connection, no proper answer, or none in time. */
    public void failed() {
        long time = clock.getAsLong();
        State now = state.get();
        if (now.position == Position.CLOSED) {
            Failures all = failures.updateAndGet(
                    before -> before == null ? new Failures(1, time) : new Failures(before.count + 1, before.since));
            if (all.count >= maxFailures
                    && time - all.since >= failingFor
                    && state.compareAndSet(CLOSED, new State(Position.OPEN, time + pause))) {
                LOG.warnf("%s only fails: it gets no more requests but one in a while", address);
            }
        } else if (now.position == Position.HALF_OPEN) {
            state.compareAndSet(now, new State(Position.OPEN, time + pause));
        }
    }

    /** A request ended before anything could be said; if it was to find out, the next one may. */
    public void abandoned() {
        State now = state.get();
        if (now.position == Position.HALF_OPEN) {
            state.compareAndSet(now, new State(Position.OPEN, clock.getAsLong()));
        }
    }

    /** From now on every request passes. */
    public void close() {
        failures.set(null);
        if (state.getAndSet(CLOSED).position != Position.CLOSED) {
            LOG.infof("%s answers again", address);
        }
    }

    /** What it does now. */
    Position position() {
        return state.get().position;
    }
}
