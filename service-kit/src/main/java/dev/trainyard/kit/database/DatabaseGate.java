package dev.trainyard.kit.database;

import dev.trainyard.http.request.ProblemWriter;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses requests at once while the database does not answer, or while too many wait for a connection already, rather than
 * letting each find out by waiting.
 */
@ApplicationScoped
class DatabaseGate {

    private static final int AFTER_REQUEST_GUARD = 900;

    private final DatabaseProbe probe;
    private final AgroalDataSource pool;
    private final PoolQueue queue;
    private final Counter refused;

    DatabaseGate(DatabaseProbe probe, AgroalDataSource pool, DatabaseConfig config, MeterRegistry metrics) {
        this.probe = probe;
        this.pool = pool;
        this.queue = new PoolQueue(config.maxConnections(), config.burst(), config.longestWait(), System::nanoTime);
        this.refused = Counter.builder("trainyard.database.refused")
                .description("Requests refused at once because too many waited for a connection")
                .register(metrics);
    }

    void guard(@Observes Filters filters) {
        filters.register(this::pass, AFTER_REQUEST_GUARD);
    }

    private void pass(RoutingContext exchange) {
        if (!probe.answering()) {
            ProblemWriter.answer(exchange, DatabaseProblems.down());
        } else if (!queue.admits(
                pool.getMetrics().awaitingCount(), pool.getMetrics().acquireCount())) {
            refused.increment();
            ProblemWriter.answer(exchange, DatabaseProblems.exhausted());
        } else {
            exchange.next();
        }
    }
}
