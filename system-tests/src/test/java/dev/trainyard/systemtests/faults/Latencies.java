package dev.trainyard.systemtests.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** How long answers took. */
final class Latencies {

    private final Queue<Duration> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    static Latencies of(Collection<Duration> durations) {
        Latencies latencies = new Latencies();
        durations.forEach(latencies::add);
        return latencies;
    }

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

    /** The shortest that so many of a hundred do not exceed; nothing of none. */
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
