package dev.trainyard.gateway.status;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.ServiceClient;
import dev.trainyard.gateway.service.Services;
import dev.trainyard.gateway.status.ServiceState.Condition;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Knows how each service is. It asks in the background, each service on its own schedule, so that looking at the status
 * costs nothing and cannot be used to load the services.
 */
@Singleton
class StatusBoard {

    private static final Logger LOG = Logger.getLogger(StatusBoard.class);
    private static final String READINESS = "/q/health/ready";

    private final Services services;
    private final ServiceClient client;
    private final StatusConfig config;
    private final Vertx vertx;
    private final Event<ServiceCameUp> cameUp;
    private final Map<String, ServiceState> states = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    StatusBoard(
            Services services, ServiceClient client, StatusConfig config, Vertx vertx, Event<ServiceCameUp> cameUp) {
        this.services = services;
        this.client = client;
        this.config = config;
        this.vertx = vertx;
        this.cameUp = cameUp;
        services.forEach(service -> states.put(service.name(), ServiceState.unknown(now())));
    }

    void start(@Observes StartupEvent started) {
        services.forEach(this::probe);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** How each service is, by name. */
    Map<String, ServiceState> states() {
        return new TreeMap<>(states);
    }

    private void probe(Service service) {
        if (stopped) {
            return;
        }
        long begun = System.nanoTime();
        client.get(service.management(), READINESS, config.probeTimeout()).onComplete(answer -> {
            if (answer.succeeded() && answer.result().status() == 200) {
                up(service, Duration.ofNanos(System.nanoTime() - begun).toMillis());
            } else {
                down(
                        service,
                        answer.succeeded() ? "it is not ready" : answer.cause().getMessage());
            }
            vertx.setTimer(config.probeInterval().toMillis(), id -> probe(service));
        });
    }

    private void up(Service service, long latencyMillis) {
        ServiceState before = states.get(service.name());
        states.put(service.name(), before.answeredReady(now(), latencyMillis));
        if (!before.isUp()) {
            LOG.infof("%s is up", service.name());
            cameUp.fire(new ServiceCameUp(service));
        }
    }

    private void down(Service service, String reason) {
        ServiceState before = states.get(service.name());
        states.put(service.name(), before.failed(now()));
        if (before.condition() != Condition.DOWN) {
            LOG.warnf("%s is down: %s", service.name(), reason);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
