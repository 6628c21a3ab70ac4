package dev.trainyard.deployment.prune;

import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Marks all deployments that have more logs than they are to keep, or older ones: what grows old by itself, what the
 * strategies of the source leave, and what a replica knew that was killed.
 */
@ApplicationScoped
class PruneSweep implements Job {

    private static final int PAGE = 500;

    private final PruneStore store;

    PruneSweep(PruneStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "log-prune-sweep";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    /** How many deployments were marked. */
    @Override
    public long run(JobRun run) {
        long marked = 0;
        Optional<PruneStore.Swept> page = store.sweep("", new UUID(0, 0), PAGE);
        while (page.isPresent()) {
            marked += page.get().marked();
            run.handled(page.get().marked());
            if (run.isCancelled()) {
                break;
            }
            page = store.sweep(page.get().user(), page.get().deployment(), PAGE);
        }
        return marked;
    }
}
