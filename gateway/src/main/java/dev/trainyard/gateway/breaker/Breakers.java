package dev.trainyard.gateway.breaker;

import dev.trainyard.gateway.service.Endpoint;
import dev.trainyard.gateway.service.Service;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Makes breakers, and shows what they do. */
@Singleton
public class Breakers {

    private final BreakerConfig config;
    private final MeterRegistry metrics;

    Breakers(BreakerConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** A new breaker for {@code endpoint} of {@code service}. */
    public Breaker breaker(Service service, Endpoint endpoint) {
        String address = endpoint.api().toString();
        Breaker breaker = new Breaker(service.name() + " at " + address, config, System::nanoTime);
        Gauge.builder(
                        "trainyard.gateway.breaker.state",
                        breaker,
                        it -> it.position().level())
                .description("Whether an address gets requests: 0 all, 1 one that finds out, 2 none")
                .tag("service", service.name())
                .tag("address", address)
                .register(metrics);
        return breaker;
    }
}
