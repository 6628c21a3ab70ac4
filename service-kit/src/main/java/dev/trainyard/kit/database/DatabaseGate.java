package dev.trainyard.kit.database;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import dev.trainyard.http.request.RequestGuard;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses requests at once while the database does not answer, or while others wait for so long already, for a connection or
 * for a processor, that one more would be answered late, rather than letting each find out by waiting.
 */
@ApplicationScoped
class DatabaseGate {

    private static final int AFTER_REQUEST_GUARD = 900;

    // With fewer requests than that in work, it is others on the machine who take the processors.
    private static final int BUSY = 4;

    private final DatabaseProbe probe;
    private final RequestGuard requests;
    private final AgroalDataSource pool;
    private final PoolQueue queue;
    private final Admission admission;
    private final Pulse pulse = new Pulse();
    private final int busy;
    private final Counter refused;

    DatabaseGate(
            DatabaseProbe probe,
            RequestGuard requests,
            AgroalDataSource pool,
            DatabaseConfig config,
            MeterRegistry metrics) {
        this.probe = probe;
        this.requests = requests;
        this.pool = pool;
        this.queue = new PoolQueue(config.maxConnections(), System::nanoTime);
        this.admission = new Admission(config.burst(), config.longestWait(), System::nanoTime);
        this.busy = BUSY * config.maxConnections();
        this.refused = Counter.builder("trainyard.database.refused")
                .description("Requests refused at once because others waited for too long already")
                .register(metrics);
    }

    void guard(@Observes Filters filters) {
        filters.register(this::pass, AFTER_REQUEST_GUARD);
    }

    private void pass(RoutingContext exchange) {
        if (!probe.answering()) {
            ProblemWriter.answer(exchange, DatabaseProblems.down());
            return;
        }
        long forConnection = queue.expectedWait(
                pool.getMetrics().awaitingCount(), pool.getMetrics().acquireCount());
        long forProcessor = requests.inFlight() > busy ? pulse.delay() : 0;
        if (admission.admits(Math.max(forConnection, forProcessor))) {
            exchange.next();
            return;
        }
        refused.increment();
        ProblemWriter.answer(
                exchange,
                forConnection >= forProcessor
                        ? DatabaseProblems.exhausted()
                        : Problem.unavailable("overloaded", "Too many requests are in work.", 1));
    }
}
