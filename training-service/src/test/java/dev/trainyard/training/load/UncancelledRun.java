package dev.trainyard.training.load;

import dev.trainyard.kit.job.JobRun;

/** A run that nobody stops. */
final class UncancelledRun implements JobRun {

    private long rows;

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void handled(long more) {
        rows += more;
    }

    /** How many rows were handled. */
    long rows() {
        return rows;
    }
}
