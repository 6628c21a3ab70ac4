package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That Prometheus finds each program, at a port that it has, and the database. */
class ServiceMonitorTest {

    private final Manifests rendered = Manifests.of(Kubectl.render(Path.of("overlays/monitoring")));
    private final ServiceMonitor monitor =
            rendered.find(ServiceMonitor.class, "trainyard").orElseThrow();

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

    @Test
    void podsOfProductionAreScraped() {
        List<Map<String, String>> pods =
                Manifests.of(Kubectl.render(Path.of("overlays/production"))).pods();
        List<String> withoutPods = rendered.all(PodMonitor.class).stream()
                .filter(of -> pods.stream()
                        .noneMatch(labels -> Selectors.matches(of.getSpec().getSelector(), labels)))
                .map(of -> of.getMetadata().getName())
                .toList();

        assertEquals(List.of(), withoutPods);
        assertEquals(2, rendered.all(PodMonitor.class).size());
    }

    private List<Service> scraped() {
        return Overlays.base().all(Service.class).stream()
                .filter(service -> Selectors.matches(
                        monitor.getSpec().getSelector(), service.getMetadata().getLabels()))
                .toList();
    }
}
