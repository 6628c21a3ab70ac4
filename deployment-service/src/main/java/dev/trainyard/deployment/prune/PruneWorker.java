package dev.trainyard.deployment.prune;

import dev.trainyard.deployment.prune.PruneMarks.Mark;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Prunes in every replica at once, each others' deployments, off the way of runs. */
@ApplicationScoped
class PruneWorker {

    private static final Logger LOG = Logger.getLogger(PruneWorker.class);

    // A second or two of work. Then what was marked meanwhile is stored: all at once, not after each chunk.
    private static final int CHUNKS = 50;

    private final PruneMarks marks;
    private final PruneStore store;
    private final PruneMeters meters;

    private volatile boolean stopping;

    PruneWorker(PruneMarks marks, PruneStore store, PruneMeters meters) {
        this.marks = marks;
        this.store = store;
        this.meters = meters;
    }

    /** What is marked is said to the others, as long as the database can be asked. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        try {
            store();
        } catch (RuntimeException failure) {
            LOG.warn("Which deployments have logs to prune is left to the next sweep", failure);
        }
    }

    @Scheduled(
            every = "${trainyard.log-pruning.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "log-pruning")
    @RunOnVirtualThread
    void run() {
        try {
            store();
            meters.oldestInLine(store.oldest().orElse(null));
            prune(CHUNKS);
        } catch (RuntimeException failure) {
            meters.failed();
            LOG.error("Logs could not be pruned; what is to be done stays in line", failure);
        }
    }

    /** Stores what is marked, and works until nothing is left that nobody else is at. */
    void drain() {
        store();
        prune(Integer.MAX_VALUE);
    }

    private void prune(int chunks) {
        for (int chunk = 0; chunk < chunks && !stopping; chunk++) {
            Optional<Pruned> pruned = store.pruneChunk();
            if (pruned.isEmpty()) {
                return;
            }
            meters.pruned("background", pruned.get());
        }
    }

    private void store() {
        List<Mark> taken = marks.take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            store.mark(taken);
        } catch (RuntimeException failure) {
            marks.putBack(taken);
            throw failure;
        }
    }
}
