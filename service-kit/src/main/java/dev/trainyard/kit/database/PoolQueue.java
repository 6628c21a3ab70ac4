package dev.trainyard.kit.database;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one more would wait for a connection of the pool, by how many wait and how fast connections are lent. When none
 * is lent any more, that is as long as it has been so, and nothing for who comes when nobody waits: one at a time finds out
 * when they are lent again.
 */
final class PoolQueue {

    private static final long WINDOW = Duration.ofMillis(250).toNanos();

    private final int connections;
    private final LongSupplier clock;

    private long windowBegan;
    private long lentBefore;
    private long lastLent;
    private long lastLentAt;
    private boolean measured;
    private double lentPerNano;

    /** A queue before {@code connections}, by a clock that counts nanoseconds. */
    PoolQueue(int connections, LongSupplier clock) {
        this.connections = connections;
        this.clock = clock;
        this.windowBegan = clock.getAsLong();
        this.lastLentAt = windowBegan;
    }

    /**
     * Nanoseconds; none before as few as there are connections, since that is no more than the time of one statement.
     *
     * @param waiting how many wait for a connection now
     * @param lent how many connections were lent since the start
     */
    synchronized long expectedWait(long waiting, long lent) {
        long now = clock.getAsLong();
        if (lent != lastLent) {
            lastLent = lent;
            lastLentAt = now;
        }
        if (waiting == 0) {
            if (!isStuck()) {
                begin(now, lent);
            } else if (lent != lentBefore) {
                begin(now, lent);
                measured = false;
            }
            return 0;
        }
        if (now - windowBegan >= WINDOW) {
            lentPerNano = (double) (lent - lentBefore) / (now - windowBegan);
            measured = true;
            begin(now, lent);
        }
        if (isStuck()) {
            return now - lastLentAt;
        }
        return !measured || waiting < connections ? 0 : (long) (waiting / lentPerNano);
    }

    private boolean isStuck() {
        return measured && lentPerNano == 0;
    }

    private void begin(long now, long lent) {
        windowBegan = now;
        lentBefore = lent;
    }
}
