package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.service.Service;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times what is forwarded, by service, method and outcome and nothing that a client could make up. */
@Singleton
class ForwardMetrics {

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();

    ForwardMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String service, HttpMethod method, String outcome) {}

    /** The outcome is a class of statuses such as {@code 2xx}, {@code cut} or {@code abandoned}. */
    void ended(Service service, HttpMethod method, String outcome, long nanos) {
        timers.computeIfAbsent(new Key(service.name(), method, outcome), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request to {@code service} is sent once more. */
    void retried(Service service) {
        retries.computeIfAbsent(service.name(), this::counter).increment();
    }

    private Counter counter(String service) {
        return Counter.builder("trainyard.gateway.retries")
                .description("Requests that were sent once more, after a connection that could not be had or broke")
                .tag("service", service)
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder("trainyard.gateway.request")
                .description("Forwarded requests, from their head to the last byte of the answer")
                .tag("service", key.service())
                .tag("method", key.method().name())
                .tag("outcome", key.outcome())
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry);
    }
}
