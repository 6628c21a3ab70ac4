package dev.trainyard.training.load;

import dev.trainyard.kit.database.Database;
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
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Works on an admin's order to compute everything anew, in every replica at once: each takes other chunks. A chunk is one
 * transaction, so that one whose worker is killed is as if nobody had begun it.
 */
@Startup
@ApplicationScoped
class RecomputeWorker {

    private static final Logger LOG = Logger.getLogger(RecomputeWorker.class);

    static final String AGE = """
            SELECT coalesce(extract(epoch FROM clock_timestamp() - uuid_extract_timestamp(
                (SELECT id FROM load_change ORDER BY id LIMIT 1))), 0)
            """;

    private final RecomputeStore orders;
    private final LoadRecompute recompute;
    private final Database database;
    private final Counter failures;

    private volatile double ageSeconds;
    private volatile boolean stopping;

    RecomputeWorker(RecomputeStore orders, LoadRecompute recompute, Database database, MeterRegistry metrics) {
        this.orders = orders;
        this.recompute = recompute;
        this.database = database;
        this.failures = metrics.counter("trainyard.training.load.failures");
        Gauge.builder("trainyard.training.load.change.age", this, worker -> worker.ageSeconds)
                .description("How long the first of the changes has been waiting that kept figures do not show yet")
                .baseUnit("seconds")
                .register(metrics);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Scheduled(
            every = "${trainyard.load.recompute-every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "load-recompute")
    @RunOnVirtualThread
    void run() {
        try {
            ageSeconds = database.one(AGE, row -> Math.max(0, row.getDouble(1))).orElse(0.0);
            drain();
        } catch (RuntimeException failure) {
            LOG.error("The order to compute all load could not be worked on; what is left stays ordered", failure);
        }
    }

    /** Works until no chunk is left that nobody else is at. */
    void drain() {
        while (!stopping && computeChunk()) {
            // As long as there is something.
        }
        orders.endIfThrough();
    }

    private boolean computeChunk() {
        AtomicReference<RecomputeStore.Chunk> claimed = new AtomicReference<>();
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                Optional<RecomputeStore.Chunk> chunk = orders.claim();
                chunk.ifPresent(claimed::set);
                chunk.ifPresent(mine -> orders.done(mine, recompute.ofEverything(mine.users())));
                return chunk.isPresent();
            });
        } catch (RuntimeException failure) {
            RecomputeStore.Chunk chunk = claimed.get();
            if (chunk == null) {
                throw failure;
            }
            failures.increment();
            LOG.errorf(failure, "Chunk %d of the order to compute all load failed", chunk.number());
            orders.failed(chunk, sqlState(failure));
            return true;
        }
    }

    private static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return failure.getClass().getSimpleName();
    }
}
