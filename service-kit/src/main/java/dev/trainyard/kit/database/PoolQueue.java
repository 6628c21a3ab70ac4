package dev.trainyard.kit.database;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether one more may wait for a connection of the pool. For a moment a queue may be of any length: a burst is worked off
 * and gone. One that stands says that more comes in than goes out, and waiting in it only makes all answers late; so from
 * then on it is kept short, by the speed at which connections are lent. When none is lent any more, one at a time waits, to
 * find out when they are again.
 */
final class PoolQueue {

    private static final long WINDOW = Duration.ofMillis(250).toNanos();

    private final int connections;
    private final long burst;
    private final long longestWait;
    private final LongSupplier clock;

    private long emptyAt;
    private long windowBegan;
    private long lentBefore;
    private boolean measured;
    private double lentPerNano;

    /** A queue before {@code connections}, by a clock that counts nanoseconds. */
    PoolQueue(int connections, Duration burst, Duration longestWait, LongSupplier clock) {
        this.connections = connections;
        this.burst = burst.toNanos();
        this.longestWait = longestWait.toNanos();
        this.clock = clock;
        this.emptyAt = clock.getAsLong();
        this.windowBegan = emptyAt;
    }

    /**
     * Whether a request may come in.
     *
     * @param waiting how many wait for a connection now
     * @param lent how many connections were lent since the start
     */
    synchronized boolean admits(long waiting, long lent) {
        long now = clock.getAsLong();
        if (waiting == 0) {
            // Those who waited while nothing was lent have given up, which ends nothing.
            if (!isStuck() || lent != lentBefore) {
                emptyAt = now;
                begin(now, lent);
                measured = false;
            }
            return true;
        }
        if (now - windowBegan >= WINDOW) {
            lentPerNano = (double) (lent - lentBefore) / (now - windowBegan);
            measured = true;
            begin(now, lent);
        }
        if (!measured) {
            return true;
        }
        return now - emptyAt < burst || (!isStuck() && waiting < Math.max(connections, lentPerNano * longestWait));
    }

    private boolean isStuck() {
        return measured && lentPerNano == 0;
    }

    private void begin(long now, long lent) {
        windowBegan = now;
        lentBefore = lent;
    }
}
