package dev.trainyard.gateway.status;

import dev.trainyard.gateway.service.Endpoint;
import dev.trainyard.gateway.service.EndpointProbed;
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
 * Knows how each service is: up when it is at any of its addresses. It asks in the background, each address on its own
 * schedule, so that looking at the status costs nothing and cannot be used to load the services.
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
    private final Event<EndpointProbed> probed;
    private final Map<Place, ServiceState> places = new ConcurrentHashMap<>();
    private final Map<String, ServiceState> states = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    StatusBoard(
            Services services,
            ServiceClient client,
            StatusConfig config,
            Vertx vertx,
            Event<ServiceCameUp> cameUp,
            Event<EndpointProbed> probed) {
        this.services = services;
        this.client = client;
        this.config = config;
        this.vertx = vertx;
        this.cameUp = cameUp;
        this.probed = probed;
        services.forEach(service -> states.put(service.name(), ServiceState.unknown(now())));
    }

    void start(@Observes StartupEvent started) {
        services.forEach(service -> service.endpoints().forEach(endpoint -> probe(service, endpoint)));
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Services may share an endpoint; each has its own view of it. */
    private record Place(String service, Endpoint endpoint) {}

    /** How each service is, by name. */
    Map<String, ServiceState> states() {
        return new TreeMap<>(states);
    }

    private void probe(Service service, Endpoint endpoint) {
        if (stopped) {
            return;
        }
        long begun = System.nanoTime();
        client.get(endpoint.management(), READINESS, config.probeTimeout()).onComplete(answer -> {
            if (answer.succeeded() && answer.result().status() == 200) {
                up(
                        service,
                        endpoint,
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
            } else {
                down(
                        service,
                        endpoint,
                        answer.succeeded() ? "it is not ready" : answer.cause().getMessage());
            }
            vertx.setTimer(config.probeInterval().toMillis(), id -> probe(service, endpoint));
        });
    }

    // One at a time, since the addresses of a service are probed by several event loops.
    private synchronized void up(Service service, Endpoint endpoint, long latencyMillis) {
        ServiceState before = state(service, endpoint);
        places.put(new Place(service.name(), endpoint), before.answeredReady(now(), latencyMillis));
        if (!before.isUp()) {
            LOG.infof("%s is up", nameOf(service, endpoint));
            probed.fire(new EndpointProbed(service, endpoint, true));
        }
        ServiceState serviceBefore = states.get(service.name());
        states.put(service.name(), serviceBefore.answeredReady(now(), latencyMillis));
        if (!serviceBefore.isUp()) {
            cameUp.fire(new ServiceCameUp(service));
        }
    }

    private synchronized void down(Service service, Endpoint endpoint, String reason) {
        ServiceState before = state(service, endpoint);
        places.put(new Place(service.name(), endpoint), before.failed(now()));
        if (before.condition() != Condition.DOWN) {
            LOG.warnf("%s is down: %s", nameOf(service, endpoint), reason);
            probed.fire(new EndpointProbed(service, endpoint, false));
        }
        if (service.endpoints().stream().noneMatch(each -> state(service, each).isUp())) {
            states.put(service.name(), states.get(service.name()).failed(now()));
        }
    }

    private ServiceState state(Service service, Endpoint endpoint) {
        return places.computeIfAbsent(new Place(service.name(), endpoint), unseen -> ServiceState.unknown(now()));
    }

    private static String nameOf(Service service, Endpoint endpoint) {
        return service.endpoints().size() == 1 ? service.name() : service.name() + " at " + endpoint.api();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
