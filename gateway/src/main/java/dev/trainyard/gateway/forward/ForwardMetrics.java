package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.route.Route;
import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.request.LatencyBounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times what is forwarded, by route, method and outcome and nothing that a client could make up. */
@Singleton
class ForwardMetrics {

    private static final String SERVICE = "service";
    private static final String ROUTE = "route";

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();

    ForwardMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String prefix, HttpMethod method, String outcome) {}

    private record OfRoute(LongAdder inFlight, Counter retries) {}

    /** The request is on its way to its service. */
    void came(Visit visit) {
        of(routeOf(visit)).inFlight().increment();
    }

    /** The request that {@link #came} is over. */
    void left(Visit visit) {
        of(routeOf(visit)).inFlight().decrement();
    }

    /** The request is tried once more. */
    void retried(Visit visit) {
        of(routeOf(visit)).retries().increment();
    }

    /** The outcome is a class of statuses such as {@code 2xx}, {@code cut} or {@code abandoned}. */
    void ended(Visit visit, HttpMethod method, String outcome, long nanos) {
        Route route = routeOf(visit);
        timers.computeIfAbsent(new Key(route.prefix(), method, outcome), key -> timer(route, key))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Route routeOf(Visit visit) {
        return visit.route().orElseThrow();
    }

    private OfRoute of(Route route) {
        return routes.computeIfAbsent(route.prefix(), prefix -> meters(route));
    }

    private Timer timer(Route route, Key key) {
        return Timer.builder("trainyard.gateway.request")
                .description("Forwarded requests, from their head to the last byte of the answer")
                .tag(SERVICE, route.service().name())
                .tag(ROUTE, route.prefix())
                .tag("method", key.method().name())
                .tag("outcome", key.outcome())
                .serviceLevelObjectives(LatencyBounds.all())
                .register(registry);
    }

    private OfRoute meters(Route route) {
        LongAdder inFlight = new LongAdder();
        Gauge.builder("trainyard.gateway.route.in.flight", inFlight, LongAdder::sum)
                .description("Requests of a route that are with its service now, event streams among them")
                .tag(SERVICE, route.service().name())
                .tag(ROUTE, route.prefix())
                .register(registry);
        Counter retries = Counter.builder("trainyard.gateway.retries")
                .description("Requests that were sent once more, after a connection that could not be had or broke")
                .tag(SERVICE, route.service().name())
                .tag(ROUTE, route.prefix())
                .register(registry);
        return new OfRoute(inFlight, retries);
    }
}
