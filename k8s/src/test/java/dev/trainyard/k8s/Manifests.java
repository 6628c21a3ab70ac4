package dev.trainyard.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of a rendered kustomization. */
final class Manifests {

    /** What runs pods, and the pods that it runs. */
    record Workload(HasMetadata owner, PodTemplateSpec template) {

        String name() {
            return owner.getMetadata().getName();
        }

        Map<String, String> labels() {
            Map<String, String> labels = template.getMetadata().getLabels();
            return labels == null ? Map.of() : labels;
        }

        @Override
        public String toString() {
            return owner.getKind() + " " + name();
        }
    }

    private final List<HasMetadata> objects = new ArrayList<>();
    private final List<JsonNode> custom = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** Reads what kustomize has printed; what cannot be read is in {@link #unreadable()}. */
    static Manifests of(String yaml) {
        Manifests manifests = new Manifests();
        try {
            StrictParser.documents(yaml).forEach(manifests::add);
        } catch (IOException noYaml) {
            manifests.unreadable.add(noYaml.getMessage());
        }
        return manifests;
    }

    private void add(JsonNode document) {
        String name = document.path("kind").asText() + " "
                + document.path("metadata").path("name").asText();
        if (!StrictParser.knows(document)) {
            custom.add(document);
            CustomKinds.findings(document).forEach(finding -> unreadable.add(name + " " + finding));
            return;
        }
        try {
            objects.add(StrictParser.parse(document));
        } catch (JsonProcessingException wrong) {
            unreadable.add(name + ": " + wrong.getMessage());
        }
    }

    List<String> unreadable() {
        return unreadable;
    }

    List<HasMetadata> objects() {
        return objects;
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** Objects of kinds without a model. */
    List<JsonNode> custom(String kind) {
        return custom.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    List<Workload> workloads() {
        return objects.stream().flatMap(Manifests::workload).toList();
    }

    private static Stream<Workload> workload(HasMetadata object) {
        return switch (object) {
            case Deployment it -> Stream.of(new Workload(it, it.getSpec().getTemplate()));
            case StatefulSet it -> Stream.of(new Workload(it, it.getSpec().getTemplate()));
            case DaemonSet it -> Stream.of(new Workload(it, it.getSpec().getTemplate()));
            case Job it -> Stream.of(new Workload(it, it.getSpec().getTemplate()));
            case CronJob it ->
                Stream.of(
                        new Workload(it, it.getSpec().getJobTemplate().getSpec().getTemplate()));
            default -> Stream.empty();
        };
    }

    /** The labels of all pods that there will be, those that CloudNativePG makes among them. */
    List<Map<String, String>> pods() {
        List<Map<String, String>> pods = new ArrayList<>();
        workloads().forEach(workload -> pods.add(workload.labels()));
        for (JsonNode cluster : custom("Cluster")) {
            Map<String, String> labels = labels(cluster.at("/spec/inheritedMetadata/labels"));
            labels.put("cnpg.io/cluster", cluster.at("/metadata/name").asText());
            labels.put("cnpg.io/podRole", "instance");
            pods.add(labels);
        }
        for (JsonNode pooler : custom("Pooler")) {
            Map<String, String> labels = labels(pooler.at("/spec/template/metadata/labels"));
            labels.put("cnpg.io/cluster", pooler.at("/spec/cluster/name").asText());
            labels.put("cnpg.io/poolerName", pooler.at("/metadata/name").asText());
            labels.put("cnpg.io/podRole", "pooler");
            pods.add(labels);
        }
        return pods;
    }

    private static Map<String, String> labels(JsonNode written) {
        Map<String, String> labels = new HashMap<>();
        written.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** The values of a ConfigMap, none if there is no such. */
    Map<String, String> configuration(String name) {
        return find(ConfigMap.class, name).map(ConfigMap::getData).orElse(Map.of());
    }
}
