package dev.trainyard.k8s;

import dev.trainyard.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What every pod has to be: watched, bounded, without privileges; and ours in particular. */
final class PodRules {

    private static final Map<String, String> PROBES = Map.of(
            "startup", "/q/health/started",
            "readiness", "/q/health/ready",
            "liveness", "/q/health/live");

    private final Workload workload;
    private final PodSpec pod;
    private final Manifests manifests;
    private final List<String> findings = new ArrayList<>();

    private PodRules(Workload workload, Manifests manifests) {
        this.workload = workload;
        this.pod = workload.template().getSpec();
        this.manifests = manifests;
    }

    static List<String> findings(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(workload -> new PodRules(workload, manifests).all().stream())
                .toList();
    }

    private List<String> all() {
        identity();
        everyContainer();
        runningContainers();
        volumes();
        spread();
        Module.of(workload).ifPresent(this::ours);
        return findings;
    }

    private void identity() {
        require(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "mounts a token of its ServiceAccount");
        require(Boolean.FALSE.equals(pod.getEnableServiceLinks()), "is told of all Services (enableServiceLinks)");
        require(
                pod.getServiceAccountName() != null
                        && !pod.getServiceAccountName().equals("default"),
                "has no ServiceAccount of its own");
        require(
                Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC())
                        .noneMatch(Boolean.TRUE::equals),
                "shares something with its host");
        PodSecurityContext context = pod.getSecurityContext();
        require(context != null && Boolean.TRUE.equals(context.getRunAsNonRoot()), "may run as root");
        require(context != null && context.getRunAsUser() != null && context.getRunAsUser() > 0, "has no user's id");
        require(
                Optional.ofNullable(context)
                        .map(PodSecurityContext::getSeccompProfile)
                        .map(SeccompProfile::getType)
                        .filter("RuntimeDefault"::equals)
                        .isPresent(),
                "has no seccomp profile RuntimeDefault");
    }

    private void everyContainer() {
        for (Container container : containers()) {
            String name = container.getName();
            SecurityContext context = container.getSecurityContext();
            require(
                    context != null && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
                    name + " may escalate privileges");
            require(
                    context != null && Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()),
                    name + " may write to its root file system");
            require(
                    context != null
                            && context.getCapabilities() != null
                            && context.getCapabilities().getDrop().equals(List.of("ALL"))
                            && context.getCapabilities().getAdd().isEmpty(),
                    name + " keeps capabilities");
            require(pinned(container.getImage()), name + " has an image without a fixed version");
            ResourceRequirements resources = container.getResources();
            Map<String, Quantity> requests = quantities(resources == null ? null : resources.getRequests());
            Map<String, Quantity> limits = quantities(resources == null ? null : resources.getLimits());
            require(requests.containsKey("cpu"), name + " requests no CPU");
            require(requests.containsKey("memory"), name + " requests no memory");
            require(limits.containsKey("memory"), name + " has no limit of memory");
            require(!limits.containsKey("cpu"), name + " has a limit of CPU, which throttles it beside an idle node");
            requests.forEach((resource, request) -> require(
                    !limits.containsKey(resource) || amount(limits.get(resource)) >= amount(request),
                    name + " requests more " + resource + " than it may have"));
        }
    }

    private void runningContainers() {
        if (workload.owner() instanceof Job || workload.owner() instanceof CronJob) {
            return;
        }
        for (Container container : pod.getContainers()) {
            require(container.getStartupProbe() != null, container.getName() + " has no startup probe");
            require(container.getReadinessProbe() != null, container.getName() + " has no readiness probe");
            require(container.getLivenessProbe() != null, container.getName() + " has no liveness probe");
        }
    }

    private void volumes() {
        for (Volume volume : pod.getVolumes()) {
            require(volume.getHostPath() == null, "mounts a folder of its host");
            require(
                    volume.getEmptyDir() == null || volume.getEmptyDir().getSizeLimit() != null,
                    "may fill its node's disk by " + volume.getName());
        }
        Set<String> claims = workload.owner() instanceof StatefulSet set
                ? Set.copyOf(set.getSpec().getVolumeClaimTemplates().stream()
                        .map(claim -> claim.getMetadata().getName())
                        .toList())
                : Set.of();
        for (Container container : containers()) {
            container
                    .getVolumeMounts()
                    .forEach(mount -> require(
                            claims.contains(mount.getName())
                                    || pod.getVolumes().stream()
                                            .anyMatch(volume -> volume.getName().equals(mount.getName())),
                            container.getName() + " mounts a volume that is not there: " + mount.getName()));
        }
    }

    private void spread() {
        for (TopologySpreadConstraint constraint : pod.getTopologySpreadConstraints()) {
            List<String> keys = constraint.getMatchLabelKeys();
            Map<String, String> labels = new HashMap<>(workload.labels());
            // The Deployment's controller adds it.
            labels.put("pod-template-hash", "1");
            require(Selectors.matches(constraint.getLabelSelector(), labels), "is spread over other pods than its own");
            require(labels.keySet().containsAll(keys), "is spread by labels that it does not have");
            require(
                    Objects.requireNonNullElse(constraint.getLabelSelector().getMatchLabels(), Map.<String, String>of())
                            .keySet()
                            .stream()
                            .noneMatch(keys::contains),
                    "names a label twice for its spread");
        }
    }

    private void ours(Module module) {
        require(pod.getContainers().size() == 1, "has more containers than its own");
        Container application = pod.getContainers().getFirst();
        require(
                List.of(10001L, 10001L)
                        .equals(List.of(
                                pod.getSecurityContext().getRunAsUser(),
                                pod.getSecurityContext().getRunAsGroup())),
                "is not the user of the images");
        require(
                containers().stream()
                        .allMatch(container -> image(container).matches("(.*/)?" + module.image() + "(-jvm)?")),
                "has another program's image");
        probe("startup", application.getStartupProbe());
        probe("readiness", application.getReadinessProbe());
        probe("liveness", application.getLivenessProbe());
        require(
                pod.getTopologySpreadConstraints().stream()
                        .map(TopologySpreadConstraint::getTopologyKey)
                        .toList()
                        .containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")),
                "is not spread over zones and hosts");
        require(
                application.getVolumeMounts().stream()
                        .anyMatch(mount -> mount.getMountPath().equals("/tmp")),
                "cannot write to /tmp");
        Duration stop = module.duration("trainyard.shutdown.delay", environment(application))
                .plus(module.duration("trainyard.shutdown.timeout", environment(application)));
        require(
                pod.getTerminationGracePeriodSeconds() != null
                        && pod.getTerminationGracePeriodSeconds() > stop.toSeconds(),
                "is killed before it has stopped, which takes up to " + stop);
        var rolling = ((Deployment) workload.owner()).getSpec().getStrategy().getRollingUpdate();
        require(
                rolling != null
                        && Integer.valueOf(0).equals(rolling.getMaxUnavailable().getIntVal()),
                "has fewer replicas while it rolls");
        require(
                ((Deployment) workload.owner()).getSpec().getReplicas() == null,
                "sets the replicas, which are the autoscaler's to set");
        if (module.migrates()) {
            migration(application);
        }
    }

    private void migration(Container application) {
        Container migration = pod.getInitContainers().stream()
                .filter(container -> container.getName().equals("migration"))
                .findFirst()
                .orElse(null);
        if (migration == null) {
            findings.add(workload + " has no container that migrates");
            return;
        }
        require(migration.getImage().equals(application.getImage()), "migrates by another version than it runs");
        Map<String, String> environment = environment(migration);
        require("true".equals(environment.get("QUARKUS_INIT_AND_EXIT")), "migrates without an end");
        require("true".equals(environment.get("TRAINYARD_DATABASE_MIGRATE")), "does not migrate where it should");
        require(
                "false".equals(environment(application).get("TRAINYARD_DATABASE_MIGRATE")),
                "migrates where it has no owner's password");
    }

    private void probe(String kind, Probe probe) {
        HTTPGetAction get = probe == null ? null : probe.getHttpGet();
        require(
                get != null
                        && PROBES.get(kind).equals(get.getPath())
                        && "management".equals(get.getPort().getStrVal()),
                "does not ask " + PROBES.get(kind) + " on the management port for its " + kind);
    }

    private Map<String, String> environment(Container container) {
        return Environment.of(container, manifests);
    }

    private List<Container> containers() {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .toList();
    }

    private void require(boolean fact, String otherwise) {
        if (!fact) {
            findings.add(workload + " " + otherwise);
        }
    }

    private static String image(Container container) {
        return container.getImage().replaceFirst(":[^:/]*$", "").replaceFirst("@.*", "");
    }

    private static boolean pinned(String image) {
        return image.contains("@sha256:") || (image.matches(".*:[^:/]+") && !image.endsWith(":latest"));
    }

    private static double amount(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).doubleValue();
    }

    private static Map<String, Quantity> quantities(Map<String, Quantity> written) {
        return written == null ? Map.of() : written;
    }
}
