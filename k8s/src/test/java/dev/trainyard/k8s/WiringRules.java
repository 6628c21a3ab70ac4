package dev.trainyard.k8s;

import static java.util.stream.Collectors.toMap;

import dev.trainyard.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What names something else names something that is there. */
final class WiringRules {

    private final Manifests manifests;
    private final List<String> findings = new ArrayList<>();

    private WiringRules(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<String> findings(Manifests manifests) {
        WiringRules rules = new WiringRules(manifests);
        manifests.workloads().forEach(rules::workload);
        manifests.all(Service.class).forEach(rules::service);
        manifests.all(HorizontalPodAutoscaler.class).forEach(rules::autoscaler);
        manifests.all(PodDisruptionBudget.class).forEach(rules::disruptions);
        manifests.all(Ingress.class).forEach(rules::ingress);
        manifests.all(HTTPRoute.class).forEach(rules::route);
        manifests.all(ServiceMonitor.class).forEach(rules::monitor);
        for (Module module : Module.values()) {
            rules.complete(module);
        }
        return rules.findings;
    }

    /** Where a program is, there is all that belongs to it. */
    private void complete(Module module) {
        String name = module.moduleName();
        if (manifests.find(Deployment.class, name).isEmpty()) {
            return;
        }
        require(manifests.find(Service.class, name).isPresent(), name, "has no Service");
        require(manifests.find(HorizontalPodAutoscaler.class, name).isPresent(), name, "has no autoscaler");
        require(manifests.find(PodDisruptionBudget.class, name).isPresent(), name, "has no disruption budget");
        manifests
                .find(Service.class, name)
                .ifPresent(service -> require(
                        ports(service).equals(Map.of("http", 8080, "management", 9000)),
                        name,
                        "is not where the gateway looks for it"));
    }

    private static Map<String, Integer> ports(Service service) {
        return service.getSpec().getPorts().stream().collect(toMap(ServicePort::getName, ServicePort::getPort));
    }

    private void workload(Workload workload) {
        String account = workload.template().getSpec().getServiceAccountName();
        require(
                manifests.find(ServiceAccount.class, account).isPresent(),
                workload,
                "has a ServiceAccount that is not there: " + account);
        selector(workload)
                .ifPresent(selector -> require(
                        Selectors.matches(selector, workload.labels()), workload, "does not select its own pods"));
        require(
                Objects.equals(workload.labels().get("app.kubernetes.io/part-of"), "trainyard"),
                workload,
                "has pods that are not labelled part of trainyard");
        for (Container container : containers(workload)) {
            container.getEnvFrom().stream()
                    .filter(source -> source.getConfigMapRef() != null)
                    .filter(source ->
                            !Boolean.TRUE.equals(source.getConfigMapRef().getOptional()))
                    .forEach(source ->
                            configuration(workload, source.getConfigMapRef().getName(), null));
            container.getEnv().stream()
                    .filter(variable -> variable.getValueFrom() != null)
                    .map(variable -> variable.getValueFrom().getConfigMapKeyRef())
                    .filter(reference -> reference != null && !Boolean.TRUE.equals(reference.getOptional()))
                    .forEach(reference -> configuration(workload, reference.getName(), reference.getKey()));
            Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                    .filter(Objects::nonNull)
                    .forEach(probe -> probed(workload, container, probe));
            Module.of(workload)
                    .map(Settings::of)
                    .ifPresent(settings -> Environment.of(container, manifests).keySet().stream()
                            .filter(variable -> !settings.has(variable))
                            .forEach(variable ->
                                    require(false, workload, "sets what its program does not know: " + variable)));
        }
        workload.template().getSpec().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .forEach(volume -> configuration(workload, volume.getConfigMap().getName(), null));
    }

    private void probed(Workload workload, Container container, Probe probe) {
        IntOrString port = probe.getHttpGet() != null
                ? probe.getHttpGet().getPort()
                : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
        require(
                port == null || container.getPorts().stream().anyMatch(offered -> is(offered, port)),
                workload,
                "is probed on a port that it does not have");
    }

    private void configuration(Workload workload, String name, String key) {
        Optional<ConfigMap> map = manifests.find(ConfigMap.class, name);
        require(map.isPresent(), workload, "names a ConfigMap that is not there: " + name);
        require(
                key == null || map.isEmpty() || map.get().getData().containsKey(key),
                workload,
                "names a key that " + name + " does not have: " + key);
    }

    private void service(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        List<Workload> behind = manifests.workloads().stream()
                .filter(workload -> Selectors.matches(selector, workload.labels()))
                .toList();
        require(behind.size() == 1, service, "has " + behind.size() + " workloads behind it");
        for (Workload workload : behind) {
            for (ServicePort port : service.getSpec().getPorts()) {
                IntOrString target =
                        port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
                require(
                        containers(workload).stream()
                                .flatMap(container -> container.getPorts().stream())
                                .anyMatch(offered -> is(offered, target)),
                        service,
                        "leads to a port that " + workload + " does not have: " + port.getName());
            }
        }
    }

    private void autoscaler(HorizontalPodAutoscaler autoscaler) {
        var target = autoscaler.getSpec().getScaleTargetRef();
        require(
                manifests.workloads().stream()
                        .anyMatch(workload -> workload.name().equals(target.getName())
                                && workload.owner().getKind().equals(target.getKind())
                                && workload.owner().getApiVersion().equals(target.getApiVersion())),
                autoscaler,
                "scales what is not there: " + target.getName());
        require(
                autoscaler.getSpec().getMinReplicas() <= autoscaler.getSpec().getMaxReplicas(),
                autoscaler,
                "has a minimum above its maximum");
    }

    private void disruptions(PodDisruptionBudget budget) {
        require(
                manifests.pods().stream()
                                .filter(labels ->
                                        Selectors.matches(budget.getSpec().getSelector(), labels))
                                .count()
                        == 1,
                budget,
                "does not select the pods of one workload");
    }

    private void ingress(Ingress ingress) {
        ingress.getSpec().getRules().stream()
                .filter(rule -> rule.getHttp() != null)
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService())
                .forEach(backend -> published(
                        ingress.getMetadata().getName(),
                        backend.getName(),
                        backend.getPort().getName() != null
                                ? new IntOrString(backend.getPort().getName())
                                : new IntOrString(backend.getPort().getNumber())));
    }

    private void route(HTTPRoute route) {
        route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .forEach(backend -> published(
                        route.getMetadata().getName(), backend.getName(), new IntOrString(backend.getPort())));
    }

    /** To the world goes the gateway alone (and an identity provider), and never a management port. */
    private void published(String by, String service, IntOrString port) {
        Optional<ServicePort> led = services().stream()
                .filter(it -> it.getMetadata().getName().equals(service))
                .flatMap(it -> it.getSpec().getPorts().stream())
                .filter(it -> port.getStrVal() != null
                        ? port.getStrVal().equals(it.getName())
                        : port.getIntVal().equals(it.getPort()))
                .findFirst();
        require(led.isPresent(), by, "leads to a Service or port that is not there: " + service);
        require(
                led.isEmpty() || !"management".equals(led.get().getName()),
                by,
                "publishes the management port of " + service);
        require(!service.endsWith("-service"), by, "leads past the gateway");
    }

    private void monitor(ServiceMonitor monitor) {
        LabelSelector selector = monitor.getSpec().getSelector();
        List<Service> scraped = services().stream()
                .filter(service -> Selectors.matches(
                        selector,
                        Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of())))
                .toList();
        require(!scraped.isEmpty(), monitor, "scrapes no Service");
        for (Service service : scraped) {
            monitor.getSpec()
                    .getEndpoints()
                    .forEach(endpoint -> require(
                            service.getSpec().getPorts().stream()
                                    .anyMatch(port -> Objects.equals(port.getName(), endpoint.getPort())),
                            monitor,
                            "scrapes a port that " + service.getMetadata().getName() + " does not have"));
        }
    }

    /** Those that are rendered; what is rendered without any is applied beside the base. */
    private List<Service> services() {
        List<Service> here = manifests.all(Service.class);
        return here.isEmpty() ? Overlays.base().all(Service.class) : here;
    }

    private static Optional<LabelSelector> selector(Workload workload) {
        return switch (workload.owner()) {
            case Deployment it -> Optional.of(it.getSpec().getSelector());
            case StatefulSet it -> Optional.of(it.getSpec().getSelector());
            default -> Optional.empty();
        };
    }

    private static List<Container> containers(Workload workload) {
        return Stream.concat(
                        workload.template().getSpec().getInitContainers().stream(),
                        workload.template().getSpec().getContainers().stream())
                .toList();
    }

    private static boolean is(ContainerPort offered, IntOrString wanted) {
        return wanted.getStrVal() != null
                ? wanted.getStrVal().equals(offered.getName())
                : wanted.getIntVal().equals(offered.getContainerPort());
    }

    private void require(boolean fact, Object whom, String otherwise) {
        if (!fact) {
            findings.add((whom instanceof HasMetadata object
                            ? object.getKind() + " " + object.getMetadata().getName()
                            : whom)
                    + " " + otherwise);
        }
    }
}
