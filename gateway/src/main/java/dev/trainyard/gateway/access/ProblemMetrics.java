package dev.trainyard.gateway.access;

import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the gateway answered with a problem of its own, by route and code: refused, limited, shed or failed. */
@Singleton
class ProblemMetrics {

    /** Alerts ask whether these have become more: they are there before the first one. */
    private static final List<String> TOLD_OF =
            List.of("bad-gateway", "service-unavailable", "gateway-timeout", "overloaded");

    private static final String NO_ROUTE = "none";

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    ProblemMetrics(Services services, MeterRegistry registry) {
        this.registry = registry;
        for (Service service : services) {
            for (String path : service.paths()) {
                TOLD_OF.forEach(code -> counters.put(new Key(path, code), counter(new Key(path, code))));
            }
        }
    }

    private record Key(String route, String code) {}

    void count(RoutingContext exchange) {
        Optional<Problem> problem = ProblemWriter.problemOf(exchange);
        if (problem.isPresent()) {
            String route = Visit.of(exchange).route().map(Route::prefix).orElse(NO_ROUTE);
            counters.computeIfAbsent(new Key(route, problem.get().code()), this::counter)
                    .increment();
        }
    }

    private Counter counter(Key key) {
        return Counter.builder("trainyard.gateway.problems")
                .description("Requests that the gateway itself answered with a problem")
                .tag("route", key.route())
                .tag("code", key.code())
                .register(registry);
    }
}
