package dev.trainyard.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Kinds of other people's operators that there are no models of: what their specs may hold, and must. */
final class CustomKinds {

    private record Spec(Set<String> required, Set<String> allowed) {

        static Spec of(String required, String optional) {
            Set<String> needed = words(required);
            Set<String> all = new TreeSet<>(needed);
            all.addAll(words(optional));
            return new Spec(needed, all);
        }

        private static Set<String> words(String written) {
            return written.isBlank() ? Set.of() : Set.of(written.trim().split("\\s+"));
        }
    }

    private static final Map<String, Spec> SPECS = Map.of(
            "postgresql.cnpg.io/v1/Cluster",
            Spec.of("instances storage", """
                    affinity backup bootstrap certificates description enablePDB enableSuperuserAccess env envFrom
                    ephemeralVolumeSource ephemeralVolumesSizeLimit externalClusters failoverDelay imageCatalogRef imageName
                    imagePullPolicy imagePullSecrets inheritedMetadata livenessProbeTimeout logLevel managed maxSyncReplicas
                    minSyncReplicas monitoring nodeMaintenanceWindow plugins podSecurityContext postgresGID postgresUID
                    postgresql primaryUpdateMethod primaryUpdateStrategy priorityClassName probes projectedVolumeTemplate
                    replica replicationSlots resources schedulerName seccompProfile securityContext serviceAccountTemplate
                    smartShutdownTimeout startDelay stopDelay superuserSecret switchoverDelay tablespaces
                    topologySpreadConstraints walStorage
                    """),
            "postgresql.cnpg.io/v1/Pooler",
            Spec.of("cluster pgbouncer", "deploymentStrategy instances monitoring serviceTemplate template type"),
            "postgresql.cnpg.io/v1/ScheduledBackup",
            Spec.of(
                    "cluster schedule",
                    "backupOwnerReference immediate method online onlineConfiguration pluginConfiguration suspend target"),
            "postgresql.cnpg.io/v1/Backup",
            Spec.of("cluster", "method online onlineConfiguration pluginConfiguration target"),
            "postgresql.cnpg.io/v1/ImageCatalog",
            Spec.of("images", ""),
            "barmancloud.cnpg.io/v1/ObjectStore",
            Spec.of("configuration", "instanceSidecarConfiguration retentionPolicy"),
            "cert-manager.io/v1/Certificate",
            Spec.of("issuerRef secretName", """
                    additionalOutputFormats commonName dnsNames duration emailAddresses encodeUsagesInRequest ipAddresses isCA
                    keystores literalSubject nameConstraints otherNames privateKey renewBefore renewBeforePercentage
                    revisionHistoryLimit secretTemplate signatureAlgorithm subject uris usages
                    """),
            "cert-manager.io/v1/Issuer",
            Spec.of("", "acme ca selfSigned vault venafi"),
            "cert-manager.io/v1/ClusterIssuer",
            Spec.of("", "acme ca selfSigned vault venafi"));

    private CustomKinds() {}

    /** What is wrong with the object; its kind as well, when nobody here has heard of it. */
    static List<String> findings(JsonNode document) {
        Spec spec = SPECS.get(StrictParser.kind(document));
        if (spec == null) {
            return List.of("is of an unknown kind");
        }
        List<String> findings = new ArrayList<>();
        document.properties().forEach(member -> {
            if (!Set.of("apiVersion", "kind", "metadata", "spec").contains(member.getKey())) {
                findings.add("has an unknown field " + member.getKey());
            }
        });
        JsonNode written = document.path("spec");
        spec.required.stream().filter(name -> !written.has(name)).forEach(name -> findings.add("lacks spec." + name));
        written.properties().forEach(member -> {
            if (!spec.allowed.contains(member.getKey())) {
                findings.add("has an unknown field spec." + member.getKey());
            }
        });
        try {
            partsOfKubernetes(written);
        } catch (JsonProcessingException wrong) {
            findings.add(wrong.getOriginalMessage());
        }
        return findings;
    }

    private static void partsOfKubernetes(JsonNode spec) throws JsonProcessingException {
        StrictParser.parse(spec.path("resources"), ResourceRequirements.class);
        StrictParser.parse(spec.path("template"), PodTemplateSpec.class);
        for (JsonNode constraint : spec.path("topologySpreadConstraints")) {
            StrictParser.parse(constraint, TopologySpreadConstraint.class);
        }
    }
}
