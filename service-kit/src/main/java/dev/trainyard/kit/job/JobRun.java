package dev.trainyard.kit.job;

/** One run of a {@link Job}, as its job sees it. */
public interface JobRun {

    /** Whether to stop after what has been committed: the replica shuts down, or an admin has cancelled the run. */
    boolean isCancelled();

    /** Says, for metrics and admins, that so many more rows are done. */
    void handled(long rows);
}
