package dev.trainyard.kit.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What an admin sees of a job.
 *
 * @param everySeconds from the end of a run to the start of the next
 * @param nextRunAt null while it runs
 * @param running null while it does not
 * @param lastSuccessAt null when it never ran to its end
 * @param lastFailureAt null when it never failed
 * @param consecutiveFailures since its last success
 */
@RegisterForReflection
record JobView(
        String name,
        double everySeconds,
        Instant nextRunAt,
        Running running,
        Instant lastSuccessAt,
        Instant lastFailureAt,
        int consecutiveFailures) {

    /**
     * A run.
     *
     * @param since null for the moment until it begins
     * @param rowsSoFar a second old at most
     * @param heartbeatAt when its replica last said that it is alive
     * @param cancelled whether it was asked to stop
     */
    @RegisterForReflection
    record Running(Instant since, String replica, long rowsSoFar, Instant heartbeatAt, boolean cancelled) {}
}
