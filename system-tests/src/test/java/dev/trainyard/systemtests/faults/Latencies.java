package dev.trainyard.systemtests.faults;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** How long answers took. */
final class Latencies {

    private final Queue<Duration> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    void add(Duration one) {
        all.add(one);
        count.incrementAndGet();
    }

    void addAll(Latencies others) {
        others.all.forEach(this::add);
    }

    int count() {
        return count.get();
    }

    /** The one that 99 of 100 do not exceed. */
    Duration p99() {
        return percentile(99);
    }

    Duration longest() {
        return percentile(100);
    }

    Duration percentile(int percent) {
        var sorted = all.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    /** Nothing took any time yet. */
    void forget() {
        all.clear();
        count.set(0);
    }
}
