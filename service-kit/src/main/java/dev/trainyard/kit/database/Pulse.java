package dev.trainyard.kit.database;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a virtual thread waits until it gets a processor: what is started now will. Found out by starting one that does
 * nothing, whenever somebody wants to know and none is under way.
 */
final class Pulse {

    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile long startedAt;
    private volatile long last;

    /** Nanoseconds, by the last one that got through, or by the one under way if that waits for longer already. */
    long delay() {
        if (underWay.compareAndSet(false, true)) {
            long before = last;
            startedAt = System.nanoTime();
            Thread.startVirtualThread(this::arrive);
            return before;
        }
        return Math.max(last, System.nanoTime() - startedAt);
    }

    private void arrive() {
        last = System.nanoTime() - startedAt;
        underWay.set(false);
    }
}
