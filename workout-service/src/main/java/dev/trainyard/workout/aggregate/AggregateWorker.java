package dev.trainyard.workout.aggregate;

import dev.trainyard.kit.database.DatabaseProblems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Empties the queue of changes into the figures, in every replica at once: each takes other changes. A batch is one
 * transaction, so that one that fails or is killed leaves its changes queued.
 */
@Startup
@ApplicationScoped
public class AggregateWorker {

    private static final Logger LOG = Logger.getLogger(AggregateWorker.class);

    private static final int BATCH = 500;
    // Then it is the turn of others who need a connection.
    private static final int BATCHES_PER_RUN = 20;

    private final AggregateQueue queue;
    private final Aggregation aggregation;
    private final Counter failures;

    private volatile AggregateQueue.Backlog backlog = new AggregateQueue.Backlog(0, 0);
    private volatile boolean stopping;

    AggregateWorker(AggregateQueue queue, Aggregation aggregation, MeterRegistry metrics) {
        this.queue = queue;
        this.aggregation = aggregation;
        this.failures = Counter.builder("trainyard.workout.aggregate.failures")
                .description("Batches of changes that could not be computed and stay queued")
                .register(metrics);
        Gauge.builder("trainyard.workout.aggregate.queue.changes", this, worker -> worker.backlog.changes())
                .description("Changes that the kept figures do not show yet, to a hundred thousand")
                .register(metrics);
        Gauge.builder("trainyard.workout.aggregate.queue.age", this, worker -> worker.backlog.ageSeconds())
                .description("How long the first of them has been waiting")
                .baseUnit("seconds")
                .register(metrics);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(
            every = "${trainyard.aggregates.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "aggregates")
    @RunOnVirtualThread
    void run() {
        try {
            backlog = queue.backlog();
            for (int batch = 0; batch < BATCHES_PER_RUN && !stopping; batch++) {
                if (computeBatch() < BATCH) {
                    return;
                }
            }
        } catch (RuntimeException failure) {
            if (isLostRace(failure)) {
                LOG.debug("Somebody who removes a user was first; the changes that are left stay queued", failure);
                return;
            }
            failures.increment();
            LOG.error("Figures could not be computed; the changes stay queued", failure);
        }
    }

    /** Computes what waits until nothing does that nobody else is at. */
    public void drain() {
        while (computeBatch() > 0) {
            // As long as there is something.
        }
    }

    private static boolean isLostRace(RuntimeException failure) {
        return DatabaseProblems.of(failure)
                .filter(problem -> problem.code().equals("contended"))
                .isPresent();
    }

    private int computeBatch() {
        return QuarkusTransaction.requiringNew().call(() -> {
            var changes = queue.take(BATCH);
            if (!changes.isEmpty()) {
                aggregation.compute(changes);
            }
            return changes.size();
        });
    }
}
