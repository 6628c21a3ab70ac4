package dev.trainyard.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The connections of all replicas that there can be, and how many PostgreSQL and a pooler before it take. */
final class ConnectionBudget {

    private static final Pattern MAX_CONNECTIONS = Pattern.compile("max_connections=(\\d+)");

    // Flyway's own, while a new replica of a service migrates.
    private static final int MIGRATION = 2;

    // Three are PostgreSQL's for superusers; the others are for backups, exporters and people.
    private static final int RESERVE = 15;

    /** What a replica holds: by the pool, which may go through a pooler, and past it for what needs a session. */
    private record Replica(int pooled, int direct) {}

    private final Manifests manifests;
    private final List<String> findings = new ArrayList<>();
    private int pooled;
    private int direct;

    private ConnectionBudget(Manifests manifests) {
        this.manifests = manifests;
    }

    static List<String> findings(Manifests manifests) {
        ConnectionBudget budget = new ConnectionBudget(manifests);
        manifests
                .workloads()
                .forEach(workload ->
                        Module.of(workload).filter(Module::migrates).ifPresent(module -> budget.add(module, workload)));
        if (budget.pooled > 0) {
            budget.compare();
        }
        return budget.findings;
    }

    private void add(Module module, Workload workload) {
        int replicas = replicas(workload);
        Replica replica =
                replica(module, workload.template().getSpec().getContainers().getFirst());
        pooled += replicas * replica.pooled;
        direct += replicas * replica.direct + MIGRATION;
    }

    private void compare() {
        List<JsonNode> poolers = manifests.custom("Pooler");
        int needed = direct + RESERVE;
        if (throughPooler() && !poolers.isEmpty()) {
            needed += poolers.stream().mapToInt(this::pooler).sum();
        } else {
            needed += pooled;
        }
        Optional<Integer> allowed = maxConnections();
        if (allowed.isEmpty()) {
            findings.add("Nothing says how many connections the database takes (max_connections)");
        } else if (needed > allowed.get()) {
            findings.add("There can be " + needed + " connections, and the database takes " + allowed.get());
        }
    }

    /** The most that a pooler opens to the database; and it has to take all that the services open to it. */
    private int pooler(JsonNode pooler) {
        int instances = pooler.at("/spec/instances").asInt(1);
        JsonNode parameters = pooler.at("/spec/pgbouncer/parameters");
        int clients = parameters.path("max_client_conn").asInt(100);
        if (clients < pooled) {
            findings.add("A pooler that is left alone takes " + clients + " connections of " + pooled);
        }
        int perRole = parameters.path("default_pool_size").asInt(20)
                + parameters.path("reserve_pool_size").asInt(0);
        int ofAllRoles = perRole * (Module.values().length - 1);
        int limit = parameters.path("max_db_connections").asInt(0);
        return instances * (limit > 0 ? Math.min(limit, ofAllRoles) : ofAllRoles);
    }

    private boolean throughPooler() {
        return manifests.workloads().stream()
                .filter(workload -> Module.of(workload).filter(Module::migrates).isPresent())
                .map(workload -> environment(
                        workload.template().getSpec().getContainers().getFirst()))
                .anyMatch(environment -> {
                    String host = environment.get("TRAINYARD_DATABASE_HOST");
                    return !environment
                            .getOrDefault("TRAINYARD_DATABASE_DIRECT_HOST", host)
                            .equals(host);
                });
    }

    private int replicas(Workload workload) {
        Deployment deployment = (Deployment) workload.owner();
        int most = manifests
                .find(HorizontalPodAutoscaler.class, workload.name())
                .map(autoscaler -> autoscaler.getSpec().getMaxReplicas())
                .orElseGet(() ->
                        Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1));
        var surge = deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge();
        return most
                + (surge.getIntVal() != null
                        ? surge.getIntVal()
                        : most * Integer.parseInt(surge.getStrVal().replace("%", "")) / 100 + 1);
    }

    private Replica replica(Module module, Container application) {
        int pool = Integer.parseInt(environment(application).getOrDefault("TRAINYARD_DATABASE_MAX_CONNECTIONS", "10"));
        int others = module.properties().stream()
                .flatMap(properties -> properties.entrySet().stream())
                .filter(setting -> setting.getKey().toString().matches("quarkus\\.datasource\\.\\w+\\.jdbc\\.max-size"))
                .mapToInt(setting -> Integer.parseInt(setting.getValue().toString()))
                .sum();
        return new Replica(pool, others);
    }

    private Map<String, String> environment(Container application) {
        return Environment.of(application, manifests);
    }

    private Optional<Integer> maxConnections() {
        for (JsonNode cluster : manifests.custom("Cluster")) {
            return Optional.of(
                    cluster.at("/spec/postgresql/parameters/max_connections").asInt(100));
        }
        return manifests.workloads().stream()
                .flatMap(workload -> workload.template().getSpec().getContainers().stream())
                .flatMap(container -> container.getArgs().stream())
                .map(MAX_CONNECTIONS::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }
}
