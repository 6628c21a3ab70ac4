package dev.trainyard.k8s;

import dev.trainyard.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets are named and never contained; which there are stands in the README; and who migrates alone knows the owner's. */
final class SecretRules {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| ((?:`[A-Za-z0-9_.-]+`(?:, )?)+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** Names of what is nobody's business; durations and the like share some of their words. */
    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(PASSWORD|SECRET|SECRET_KEY|VAULT_KEYS|TOKEN|USER_KEY)$");

    private final Manifests manifests;
    private final Map<String, Set<String>> documented;
    private final List<String> findings = new ArrayList<>();

    private SecretRules(Manifests manifests) {
        this.manifests = manifests;
        this.documented = documented();
    }

    static List<String> findings(Manifests manifests) {
        SecretRules rules = new SecretRules(manifests);
        manifests
                .all(Secret.class)
                .forEach(secret ->
                        rules.findings.add("Secret " + secret.getMetadata().getName() + " is contained"));
        for (ConfigMap map : manifests.all(ConfigMap.class)) {
            rules.named("ConfigMap " + map.getMetadata().getName(), map.getData() == null ? Map.of() : map.getData());
        }
        manifests.workloads().forEach(rules::workload);
        return rules.findings;
    }

    /** What is named of secrets, as name/key. */
    static Set<String> references(Manifests manifests) {
        Set<String> references = new TreeSet<>();
        for (Workload workload : manifests.workloads()) {
            var pod = workload.template().getSpec();
            Stream.of(
                            pod.getInitContainers().stream().map(SecretRules::of),
                            pod.getContainers().stream().map(SecretRules::of),
                            pod.getVolumes().stream().map(SecretRules::of))
                    .flatMap(sources -> sources)
                    .forEach(secrets ->
                            secrets.forEach((name, keys) -> keys.forEach(key -> references.add(name + "/" + key))));
        }
        return references;
    }

    private void workload(Workload workload) {
        var pod = workload.template().getSpec();
        for (Container container : pod.getInitContainers()) {
            container(workload, container);
        }
        for (Container container : pod.getContainers()) {
            container(workload, container);
            if (workload.owner() instanceof Deployment) {
                of(container).keySet().forEach(secret -> mayKnow(workload, secret));
            }
        }
        for (Volume volume : pod.getVolumes()) {
            of(volume).forEach((secret, keys) -> {
                known(workload, secret, keys);
                if (workload.owner() instanceof Deployment) {
                    mayKnow(workload, secret);
                }
            });
        }
    }

    private void container(Workload workload, Container container) {
        Map<String, String> written = new TreeMap<>();
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> written.put(variable.getName(), variable.getValue()));
        named(workload.toString(), written);
        of(container).forEach((secret, keys) -> known(workload, secret, keys));
    }

    private void mayKnow(Workload workload, String secret) {
        if (secret.endsWith("-database-owner") || secret.equals("trainyard-database-admin")) {
            findings.add(workload + " knows " + secret + " while it serves");
        }
    }

    private void named(String where, Map<String, String> values) {
        values.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name).matches() && !value.isEmpty() && !value.startsWith("$(")) {
                findings.add(where + " contains a secret: " + name);
            }
        });
    }

    private void known(Workload workload, String secret, Set<String> keys) {
        if (!documented.containsKey(secret)) {
            findings.add(workload + " names a secret that the README does not: " + secret);
        } else if (!documented.get(secret).containsAll(keys)) {
            findings.add(workload + " names keys of " + secret + " that the README does not: " + keys);
        }
    }

    private static Map<String, Set<String>> of(Container container) {
        Map<String, Set<String>> secrets = new TreeMap<>();
        container.getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .forEach(reference -> secrets.computeIfAbsent(reference.getName(), name -> new HashSet<>())
                        .add(reference.getKey()));
        container.getEnvFrom().stream()
                .filter(source -> source.getSecretRef() != null)
                .forEach(source -> secrets.put(source.getSecretRef().getName(), Set.of()));
        return secrets;
    }

    private static Map<String, Set<String>> of(Volume volume) {
        Map<String, Set<String>> secrets = new TreeMap<>();
        if (volume.getSecret() != null) {
            secrets.put(volume.getSecret().getSecretName(), Set.of());
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().stream()
                    .filter(source -> source.getSecret() != null)
                    .map(source -> source.getSecret())
                    .forEach(secret -> secret.getItems()
                            .forEach(item -> secrets.computeIfAbsent(secret.getName(), name -> new HashSet<>())
                                    .add(item.getKey())));
        }
        return secrets;
    }

    /** The table of secrets in the README, and those that cert-manager makes. */
    private Map<String, Set<String>> documented() {
        Map<String, Set<String>> secrets = new TreeMap<>();
        try {
            Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
            while (row.find()) {
                Stream<String> keys = QUOTED.matcher(row.group(2)).results().map(key -> key.group(1));
                secrets.put(row.group(1), Set.copyOf(keys.toList()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        manifests
                .custom("Certificate")
                .forEach(certificate -> secrets.put(
                        certificate.at("/spec/secretName").asText(), Set.of("ca.crt", "tls.crt", "tls.key")));
        return secrets;
    }
}
