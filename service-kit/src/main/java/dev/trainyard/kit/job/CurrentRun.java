package dev.trainyard.kit.job;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** A run on this replica. What its job asks is answered from memory: a look at the table each second keeps that right. */
final class CurrentRun implements JobRun {

    private final String job;
    private final long version;
    private final BooleanSupplier stopping;
    private final LongConsumer counted;
    private final AtomicLong rows = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean lost;

    CurrentRun(String job, long version, BooleanSupplier stopping, LongConsumer counted) {
        this.job = job;
        this.version = version;
        this.stopping = stopping;
        this.counted = counted;
    }

    @Override
    public boolean isCancelled() {
        return cancelled || lost || stopping.getAsBoolean();
    }

    @Override
    public void handled(long more) {
        rows.addAndGet(more);
        counted.accept(more);
    }

    /** Counts what the job says at its end that it has not said meanwhile. */
    void handledInAll(long all) {
        handled(Math.max(0, all - rows.get()));
    }

    /** Whether the row is another replica's by now, which took this one for dead. */
    boolean isLost() {
        return lost;
    }

    /** Tells the table how far it is, and hears from it whether to go on. */
    void look(JobStore store) {
        store.progress(job, version, rows.get())
                .ifPresentOrElse(asked -> cancelled = cancelled || asked, () -> lost = true);
    }

    /** Tells the table that it begins; whether it may. */
    boolean begin(JobStore store) {
        lost = !store.begin(job, version);
        return !lost;
    }
}
