package dev.trainyard.deployment.run;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of runs: UUIDv7 (RFC 9562), made here since many runs are in no table before they have ended. */
public final class RunIds {

    private static final int SUB_MILLIS_BITS = 12;
    private static final long NANOS_PER_MILLI = 1_000_000;

    // Milliseconds and 4,096ths of one: method 3 of RFC 9562, 6.2.
    private static final AtomicLong LAST = new AtomicLong();

    private RunIds() {}

    /** An id that is greater than all that this process made before. */
    public static UUID next() {
        Instant now = Instant.now();
        long subMillis = now.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
        long time = (now.toEpochMilli() << SUB_MILLIS_BITS) + (subMillis << SUB_MILLIS_BITS) / NANOS_PER_MILLI;
        long unique = LAST.accumulateAndGet(time, (last, current) -> Math.max(last + 1, current));
        long high = ((unique >>> SUB_MILLIS_BITS) << 16) | 0x7000 | (unique & 0xfff);
        long low = (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** When a run of this id was accepted. */
    static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
