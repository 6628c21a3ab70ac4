package dev.trainyard.testkit.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How a line behaves at the moment; those who forward wait here for as long as it says. */
final class Conduct {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration delay = Duration.ZERO;
    private long bytesPerSecond = Long.MAX_VALUE;
    private boolean frozen;

    void delay(Duration more) {
        change(() -> delay = more);
    }

    void throttle(long rate) {
        change(() -> bytesPerSecond = rate);
    }

    void freeze(boolean on) {
        change(() -> frozen = on);
    }

    void mend() {
        change(() -> {
            delay = Duration.ZERO;
            bytesPerSecond = Long.MAX_VALUE;
            frozen = false;
        });
    }

    void awaitThaw() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frozen) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what came in at {@code arrival}, by the nano clock, may go out. */
    void awaitTurn(long arrival, boolean delayed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = left(arrival, delayed);
            while (frozen || left > 0) {
                if (frozen) {
                    changed.await();
                } else {
                    changed.await(left, TimeUnit.NANOSECONDS);
                }
                left = left(arrival, delayed);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for as long as {@code bytes} take that have just gone out. */
    void awaitRoom(int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long sent = System.nanoTime();
            long left = duration(bytes);
            while (left > 0) {
                changed.await(left, TimeUnit.NANOSECONDS);
                left = duration(bytes) - (System.nanoTime() - sent);
            }
        } finally {
            lock.unlock();
        }
    }

    private long left(long arrival, boolean delayed) {
        return delayed ? delay.toNanos() - (System.nanoTime() - arrival) : 0;
    }

    private long duration(int bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
