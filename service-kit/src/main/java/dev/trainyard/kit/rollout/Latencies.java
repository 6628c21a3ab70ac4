package dev.trainyard.kit.rollout;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** The latest durations of one variant. */
final class Latencies {

    private static final int KEPT = 1024;

    private final AtomicLongArray nanos = new AtomicLongArray(KEPT);
    private final AtomicInteger count = new AtomicInteger();

    void add(long duration) {
        nanos.set(count.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : n + 1) % KEPT, duration);
    }

    int count() {
        return count.get();
    }

    /** What 95 % of the latest stayed within, in nanoseconds. Unlike the mean, one pause of the machine does not move it. */
    long p95() {
        long[] latest = new long[Math.min(count.get(), KEPT)];
        Arrays.setAll(latest, nanos::get);
        Arrays.sort(latest);
        return latest[(latest.length * 95 - 1) / 100];
    }
}
