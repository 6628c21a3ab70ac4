package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.coding.Compression;
import dev.trainyard.gateway.limit.Limits;
import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.request.PathPrefixes;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Sends admitted requests on their way, and holds what all of them share. */
@Singleton
class Forwarder {

    private final Upstream upstream;
    private final Rotations rotations;
    private final Bulkhead bulkhead;
    private final ForwardMetrics metrics;
    private final Draining draining;
    private final Compression compression;
    private final Limits limits;
    private final Duration responseTimeout;
    private final Duration bodyIdleTimeout;
    private final PathPrefixes<Duration> slowResponses;

    Forwarder(
            Upstream upstream,
            Rotations rotations,
            Bulkhead bulkhead,
            ForwardMetrics metrics,
            Draining draining,
            Compression compression,
            Limits limits,
            ForwardConfig config) {
        this.upstream = upstream;
        this.rotations = rotations;
        this.bulkhead = bulkhead;
        this.metrics = metrics;
        this.draining = draining;
        this.compression = compression;
        this.limits = limits;
        this.responseTimeout = config.responseTimeout();
        this.bodyIdleTimeout = config.bodyIdleTimeout();
        this.slowResponses = new PathPrefixes<>(config.slowResponses());
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
            metrics.ended(Visit.of(exchange), exchange.request().method(), "5xx", 0);
            Refusal.answer(exchange, Failure.busy(service));
            return;
        }
        exchange.addEndHandler(ended -> place.get().leave());
        new Passage(exchange, service, place.get(), this).start();
    }

    Upstream upstream() {
        return upstream;
    }

    Rotation rotation(Service service) {
        return rotations.of(service);
    }

    Draining draining() {
        return draining;
    }

    ForwardMetrics metrics() {
        return metrics;
    }

    Compression compression() {
        return compression;
    }

    Limits limits() {
        return limits;
    }

    Duration bodyIdleTimeout() {
        return bodyIdleTimeout;
    }

    /** How long the service may think about a request to {@code path}. */
    Duration responseTimeout(String path) {
        return slowResponses.find(path, responseTimeout);
    }
}
