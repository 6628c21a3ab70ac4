package dev.trainyard.gateway.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells who sends a body so slowly that he only holds its place. What arrives buys time, at the rate that is asked for;
 * a little is given in advance, and more than a minute is not saved up. Used by one event loop.
 */
public final class BodyRate {

    private static final long GRACE = Duration.ofSeconds(10).toNanos();
    private static final long MOST = Duration.ofSeconds(60).toNanos();

    private final long nanosPerByte;
    private final LongSupplier clock;
    private long seen;
    private long paidUntil;

    BodyRate(int bytesPerSecond, LongSupplier clock) {
        this.nanosPerByte = bytesPerSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / bytesPerSecond;
        this.clock = clock;
        pardon();
    }

    /** Whether the body is fast enough, of which {@code carried} bytes have come by now. */
    public boolean isEnough(long carried) {
        if (nanosPerByte == 0) {
            return true;
        }
        long now = clock.getAsLong();
        if (now - paidUntil > 0) {
            return false;
        }
        long bought = Math.min((carried - seen) * nanosPerByte, MOST);
        paidUntil += Math.min(bought, now + MOST - paidUntil);
        seen = carried;
        return true;
    }

    /** It was not the sender who held the body up. */
    public void pardon() {
        paidUntil = clock.getAsLong() + GRACE;
    }
}
