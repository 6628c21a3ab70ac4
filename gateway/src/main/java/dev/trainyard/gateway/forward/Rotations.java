package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.breaker.Breakers;
import dev.trainyard.gateway.forward.Rotation.Candidate;
import dev.trainyard.gateway.service.EndpointProbed;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.Services;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The rotations of all services, kept up to date by the probes. */
@Singleton
class Rotations {

    private final Map<String, Rotation> byService = new HashMap<>();

    Rotations(Services services, Breakers breakers) {
        for (Service service : services) {
            byService.put(
                    service.name(),
                    new Rotation(service.endpoints().stream()
                            .map(endpoint -> new Candidate(endpoint, breakers.breaker(service, endpoint)))
                            .toList()));
        }
    }

    /** The endpoints of {@code service}. */
    Rotation of(Service service) {
        return byService.get(service.name());
    }

    void onProbe(@Observes EndpointProbed probe) {
        of(probe.service()).probed(probe.endpoint(), probe.ready());
    }
}
