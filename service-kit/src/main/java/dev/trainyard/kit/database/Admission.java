package dev.trainyard.kit.database;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether one more may come in, when it would have to wait for so long. For a moment a queue may be of any length: a burst is
 * worked off and gone. One that stands says that more comes in than goes out, and waiting in it only makes all answers late;
 * from then on it is kept short, until nobody had to be refused for as long as a burst may last.
 */
final class Admission {

    private final long burst;
    private final long longestWait;
    private final LongSupplier clock;

    private long calmAt;
    private long refusedAt;

    /** By a clock that counts nanoseconds. */
    Admission(Duration burst, Duration longestWait, LongSupplier clock) {
        this.burst = burst.toNanos();
        this.longestWait = longestWait.toNanos();
        this.clock = clock;
        this.calmAt = clock.getAsLong();
        this.refusedAt = calmAt - this.burst;
    }

    /** Whether who would have to wait for so many nanoseconds is let in. */
    synchronized boolean admits(long expectedWait) {
        long now = clock.getAsLong();
        if (expectedWait <= longestWait) {
            calmAt = now;
            return true;
        }
        if (now - calmAt < burst && now - refusedAt >= burst) {
            return true;
        }
        refusedAt = now;
        return false;
    }
}
