package dev.trainyard.deployment.call;

import java.time.Duration;

/** When a call has to be over, by the clock of {@link System#nanoTime()}. */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, no more than {@code most}; zero when it is over. */
    Duration left(Duration most) {
        Duration left = Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
