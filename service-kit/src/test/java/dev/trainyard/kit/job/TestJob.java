package dev.trainyard.kit.job;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that no other test knows, so that the shared table needs no cleaning. */
final class TestJob implements Job {

    private final String name = "test-" + UUID.randomUUID();
    private final Duration interval;
    private final Work work;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /** What it does. */
    @FunctionalInterface
    interface Work {
        long of(JobRun run) throws Exception;
    }

    TestJob(Duration interval, Work work) {
        this.interval = interval;
        this.work = work;
    }

    /** That runs once in the time of a test, unless it is asked to. */
    static TestJob once(Work work) {
        return new TestJob(Duration.ofHours(1), work);
    }

    /** That runs until it is cancelled. */
    static TestJob endless() {
        return once(run -> {
            CountDownLatch pause = new CountDownLatch(1);
            while (!run.isCancelled() && !pause.await(20, TimeUnit.MILLISECONDS)) {
                // On and on.
            }
            return 0;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long run(JobRun run) throws Exception {
        runs.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            return work.of(run);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    int runs() {
        return runs.get();
    }

    int runningNow() {
        return atOnce.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }
}
