package dev.trainyard.deployment.prune;

import dev.trainyard.kit.job.JobRun;

/** A run of a job that nobody stops. */
final class UncancelledRun implements JobRun {

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void handled(long rows) {
        // The result tells.
    }
}
