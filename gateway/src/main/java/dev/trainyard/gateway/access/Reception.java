package dev.trainyard.gateway.access;

import dev.trainyard.gateway.route.RouteTable;
import dev.trainyard.gateway.visit.Visit;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sees every request before anything else does, and once more when it is over. */
@Singleton
class Reception {

    /** Before the request guard, which sheds load: what is shed is seen, too. */
    private static final int FIRST = 1_100;

    private final AccessLog log;
    private final ProblemMetrics problems;
    private final RouteTable routes;

    Reception(RouteTable routes, AccessLog log, ProblemMetrics problems) {
        this.routes = routes;
        this.log = log;
        this.problems = problems;
    }

    void filter(@Observes Filters filters) {
        filters.register(this::receive, FIRST);
    }

    private void receive(RoutingContext exchange) {
        Visit visit = Visit.of(exchange);
        String path = exchange.request().path();
        if (path != null) {
            routes.find(path).ifPresent(visit::takes);
        }
        // Added first, and so called last: by then everybody has said how it ended.
        exchange.addEndHandler(end -> {
            problems.count(exchange);
            log.write(exchange, end.succeeded());
        });
        exchange.next();
    }
}
