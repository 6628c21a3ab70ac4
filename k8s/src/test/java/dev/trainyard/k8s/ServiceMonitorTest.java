package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That Prometheus finds each program, at a port that it has. */
class ServiceMonitorTest {

    private final ServiceMonitor monitor = Manifests.of(Kubectl.render(Path.of("overlays/monitoring")))
            .find(ServiceMonitor.class, "trainyard")
            .orElseThrow();

    @Test
    void everyProgramIsScraped() {
        List<String> scraped = scraped().stream()
                .map(service ->
                        service.getMetadata().getLabels().get(monitor.getSpec().getJobLabel()))
                .sorted()
                .toList();

        // These are the values of "job" that rules and dashboards know.
        assertEquals(
                List.of("deployment-service", "gateway", "quiz-service", "training-service", "workout-service"),
                scraped);
    }

    @Test
    void scrapedPortExists() {
        List<String> ports =
                monitor.getSpec().getEndpoints().stream().map(Endpoint::getPort).toList();
        List<String> without = scraped().stream()
                .filter(service -> !service.getSpec().getPorts().stream()
                        .map(ServicePort::getName)
                        .toList()
                        .containsAll(ports))
                .map(service -> service.getMetadata().getName())
                .toList();

        assertEquals(List.of(), without);
    }

    private List<Service> scraped() {
        return Overlays.base().all(Service.class).stream()
                .filter(service -> Selectors.matches(
                        monitor.getSpec().getSelector(), service.getMetadata().getLabels()))
                .toList();
    }
}
