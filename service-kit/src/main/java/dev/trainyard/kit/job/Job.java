package dev.trainyard.kit.job;

import java.time.Duration;

/**
 * Work that is done in the background, by one replica at a time. A bean that implements it is run every so often,
 * whichever replica lives: when one dies in the middle, another begins it anew. So a job commits what it has done as it
 * goes, and finds by itself what is left.
 */
public interface Job {

    /** Its name in the table, in metrics and in the log: kebab-case, and never another for the same work. */
    String name();

    /** From the end of a run to the start of the next. */
    Duration interval();

    /**
     * Does what there is to do, on a virtual thread.
     *
     * @return how many rows it has handled
     * @throws Exception when it could not; it is tried again after a while, later each time, and counted
     */
    long run(JobRun run) throws Exception;
}
