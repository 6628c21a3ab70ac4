package dev.trainyard.kit.database;

import dev.trainyard.http.request.ProblemWriter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses requests at once while the database does not answer, rather than letting each find out by waiting. */
@ApplicationScoped
class DatabaseGate {

    private static final int AFTER_REQUEST_GUARD = 900;

    private final DatabaseProbe probe;

    DatabaseGate(DatabaseProbe probe) {
        this.probe = probe;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::pass, AFTER_REQUEST_GUARD);
    }

    private void pass(RoutingContext exchange) {
        if (probe.answering()) {
            exchange.next();
        } else {
            ProblemWriter.answer(exchange, DatabaseProblems.down());
        }
    }
}
