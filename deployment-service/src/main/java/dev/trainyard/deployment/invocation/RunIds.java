package dev.trainyard.deployment.invocation;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of runs: UUIDv7 (RFC 9562), each above the one before, so that they are in the order of acceptance. */
final class RunIds {

    private static final int BITS_BELOW_MILLISECOND = 12;
    private static final int VERSION = 7;
    private static final long VARIANT = 0b10L << 62;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();

    private RunIds() {}

    static UUID next() {
        long now = System.currentTimeMillis() << BITS_BELOW_MILLISECOND;
        long time = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long millis = time >>> BITS_BELOW_MILLISECOND;
        long below = time & ((1 << BITS_BELOW_MILLISECOND) - 1);
        long high = millis << 16 | (long) VERSION << BITS_BELOW_MILLISECOND | below;
        return new UUID(high, VARIANT | RANDOM.nextLong() >>> 2);
    }
}
