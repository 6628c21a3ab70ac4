package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many requests be with one service at once, so that one that hangs cannot take what the others need. One
 * more is refused at once: the service would not get to it in time either.
 */
@Singleton
class Bulkhead {

    private final int maxRequests;
    private final Map<String, AtomicInteger> inFlight = new HashMap<>();

    Bulkhead(ForwardConfig config, Services services, MeterRegistry metrics) {
        this.maxRequests = config.maxRequests();
        for (Service service : services) {
            AtomicInteger count = new AtomicInteger();
            inFlight.put(service.name(), count);
            Gauge.builder("trainyard.gateway.requests.in.flight", count, AtomicInteger::get)
                    .description("Requests that are with a service now")
                    .tag("service", service.name())
                    .register(metrics);
        }
    }

    /** Whether one more request may go to {@code service}; if so, {@link #leave} must follow. */
    boolean enter(Service service) {
        AtomicInteger count = inFlight.get(service.name());
        if (count.incrementAndGet() <= maxRequests) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    void leave(Service service) {
        inFlight.get(service.name()).decrementAndGet();
    }
}
