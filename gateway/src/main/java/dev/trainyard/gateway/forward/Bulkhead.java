package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many requests be with one service at once, so that one that hangs cannot take what the others need. One
 * more is refused at once: the service would not get to it in time either. Event streams count by themselves once they
 * flow: they last, and cost the service next to nothing.
 */
@Singleton
class Bulkhead {

    private final int maxRequests;
    private final int maxStreams;
    private final Map<String, Counts> counts = new HashMap<>();

    Bulkhead(ForwardConfig config, Services services, MeterRegistry metrics) {
        this.maxRequests = config.maxRequests();
        this.maxStreams = config.maxStreams();
        for (Service service : services) {
            Counts ofService = new Counts(new AtomicInteger(), new AtomicInteger());
            counts.put(service.name(), ofService);
            Gauge.builder("trainyard.gateway.requests.in.flight", ofService.requests(), AtomicInteger::get)
                    .description("Requests that are with a service now, without event streams that flow")
                    .tag("service", service.name())
                    .register(metrics);
            Gauge.builder("trainyard.gateway.streams.open", ofService.streams(), AtomicInteger::get)
                    .description("Event streams that flow from a service now")
                    .tag("service", service.name())
                    .register(metrics);
        }
    }

    private record Counts(AtomicInteger requests, AtomicInteger streams) {}

    /** Lets one more request go to {@code service}, unless as many as may are there. */
    Optional<Place> enter(Service service) {
        AtomicInteger requests = counts.get(service.name()).requests();
        return countUp(requests, maxRequests) ? Optional.of(new Place(service, requests)) : Optional.empty();
    }

    private static boolean countUp(AtomicInteger count, int max) {
        if (count.incrementAndGet() <= max) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /** The place of a request that was let in, until it leaves. Used by one event loop. */
    final class Place {

        private final Service service;
        private AtomicInteger count;

        private Place(Service service, AtomicInteger count) {
            this.service = service;
            this.count = count;
        }

        /** Counts among the event streams from now on, unless there are as many as may be. */
        boolean becomeStream() {
            AtomicInteger streams = counts.get(service.name()).streams();
            if (!countUp(streams, maxStreams)) {
                return false;
            }
            leave();
            count = streams;
            return true;
        }

        void leave() {
            count.decrementAndGet();
        }
    }
}
