package dev.trainyard.kit.job;

import java.util.function.IntSupplier;

/** One run of a {@link Job}, as its job sees it. */
public interface JobRun {

    /** Whether to stop after what has been committed: the replica shuts down, or an admin has cancelled the run. */
    boolean isCancelled();

    /** Says, for metrics and admins, that so many more rows are done. */
    void handled(long rows);

    /**
     * Does the same chunk of work again and again, each its own commit, until one is not full.
     *
     * @param size of a full chunk
     * @param chunk handles at most so many rows, and says how many it has
     * @return how many rows all have handled
     */
    default long inChunksOf(int size, IntSupplier chunk) {
        long all = 0;
        int handled;
        do {
            handled = chunk.getAsInt();
            handled(handled);
            all += handled;
        } while (handled == size && !isCancelled());
        return all;
    }
}
