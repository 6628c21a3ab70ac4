package dev.trainyard.kit.outward;

import java.time.Duration;

/** When a call has to be over, by the clock of {@link System#nanoTime()}. */
public record Deadline(long nanos) {

    /** In so long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, no more than {@code most}; zero when it is over. */
    public Duration left(Duration most) {
        Duration left = Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
