package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.limit.Limits;
import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.service.Service;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends admitted requests on their way, and holds what all of them share. */
@Singleton
class Forwarder {

    private final Upstream upstream;
    private final Bulkhead bulkhead;
    private final ForwardMetrics metrics;
    private final Limits limits;
    private final Duration responseTimeout;
    private final Duration bodyIdleTimeout;
    private final List<Map.Entry<String, Duration>> slowResponses;

    Forwarder(Upstream upstream, Bulkhead bulkhead, ForwardMetrics metrics, Limits limits, ForwardConfig config) {
        this.upstream = upstream;
        this.bulkhead = bulkhead;
        this.metrics = metrics;
        this.limits = limits;
        this.responseTimeout = config.responseTimeout();
        this.bodyIdleTimeout = config.bodyIdleTimeout();
        this.slowResponses = config.slowResponses().entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByKey(Comparator.comparing(String::length))
                        .reversed())
                .toList();
    }

    /** Forwards a request whose token and form have been checked. */
    void forward(RoutingContext exchange, Route route) {
        if (exchange.response().closed()) {
            // The client left while its token was checked, and nobody would say so again.
            return;
        }
        Service service = route.service();
        Optional<Bulkhead.Place> place = bulkhead.enter(service);
        if (place.isEmpty()) {
            metrics.ended(service, exchange.request().method(), "5xx", 0);
            Refusal.answer(exchange, Failure.busy(service));
            return;
        }
        exchange.addEndHandler(ended -> place.get().leave());
        new Passage(exchange, service, place.get(), this).start();
    }

    Upstream upstream() {
        return upstream;
    }

    ForwardMetrics metrics() {
        return metrics;
    }

    Limits limits() {
        return limits;
    }

    Duration bodyIdleTimeout() {
        return bodyIdleTimeout;
    }

    /** How long the service may think about a request to {@code path}. */
    Duration responseTimeout(String path) {
        for (Map.Entry<String, Duration> slow : slowResponses) {
            if (path.startsWith(slow.getKey())) {
                return slow.getValue();
            }
        }
        return responseTimeout;
    }
}
