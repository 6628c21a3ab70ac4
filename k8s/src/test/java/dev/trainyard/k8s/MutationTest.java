package dev.trainyard.k8s;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules find what they are for: each of these mistakes, made in good manifests, is told. */
class MutationTest {

    private static final Path GOOD = Path.of("overlays/dev");

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("mistakes")
    void isFound(String good, String bad, String finding) {
        List<String> findings = Rules.findings(once(Kubectl.render(GOOD), good, bad));

        assertTrue(findings.stream().anyMatch(it -> it.contains(finding)), findings.toString());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // What an API server that validates strictly refuses.
                arguments("readinessProbe:", "readynessProbe:", "readynessProbe"),
                arguments("cpu: 250m", "cpu: 250m\n            cpu: 500m", "cpu"),
                arguments("value: \"false\"", "value: false", "[\"value\"]"),
                arguments("minReadySeconds: 5", "minReadySeconds: \"5\"", "[\"minReadySeconds\"]"),
                arguments("autoscaling/v2", "autoscaling/v3", "unknown kind"),
                arguments("policyTypes:", "policytypes:", "policytypes"),
                // Pods.
                arguments("path: /q/health/live", "path: /q/health/ready", "for its liveness"),
                arguments(
                        "path: /q/health/started\n            port: management",
                        "path: /q/health/started\n            port: http",
                        "for its startup"),
                arguments("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "its root file system"),
                arguments("runAsNonRoot: true", "runAsNonRoot: false", "may run as root"),
                arguments("type: RuntimeDefault", "type: Unconfined", "seccomp"),
                arguments("drop:\n            - ALL", "drop:\n            - CHOWN", "keeps capabilities"),
                arguments("PrivilegeEscalation: false", "PrivilegeEscalation: true", "may escalate privileges"),
                arguments("automountServiceAccountToken: false\n      containers", "containers", "mounts a token"),
                arguments("GracePeriodSeconds: 30", "GracePeriodSeconds: 14", "is killed before it has stopped"),
                arguments("maxUnavailable: 0", "maxUnavailable: 1", "fewer replicas while it rolls"),
                arguments("limits:\n", "limits:\n            cpu: \"1\"\n", "limit of CPU"),
                arguments("requests:\n            cpu: 250m\n", "requests:\n", "requests no CPU"),
                arguments("sizeLimit: 64Mi", "medium: Memory", "may fill its node's disk"),
                arguments("quiz-service:0.1.0-SNAPSHOT", "quiz-service:latest", "without a fixed version"),
                arguments("image: trainyard/quiz-service", "image: trainyard/gateway", "another program's image"),
                arguments("- pod-template-hash", "- app.kubernetes.io/version", "labels that it does not have"),
                arguments(
                        "INIT_AND_EXIT\n          value: \"true\"",
                        "INIT_AND_EXIT\n          value: \"\"",
                        "without an end"),
                // What names something.
                arguments("TRAINYARD_DATABASE_MAX_CONN", "TRAINYARD_DATABASE_MAX_CON", "does not know"),
                arguments(
                        "serviceAccountName: gateway", "serviceAccountName: gate", "ServiceAccount that is not there"),
                arguments("targetPort: management", "targetPort: managment", "leads to a port that"),
                arguments("name: trainyard-identity-", "name: trainyard-identty-", "ConfigMap that is not there"),
                arguments(
                        "scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: quiz-service",
                        "scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: quiz",
                        "scales what is not there"),
                arguments(
                        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: quiz-service",
                        "maxUnavailable: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: quiz",
                        "does not select the pods"),
                // Secrets.
                arguments("name: quiz-database-app", "name: quiz-database-owner", "while it serves"),
                arguments("name: quiz-keys", "name: quiz-key", "names a secret that the README does not"),
                arguments("key: recovery-secret-key", "key: recovery-key", "that the README does not"),
                arguments("kind: ConfigMap", "kind: Secret", "is contained"),
                arguments("TRAINYARD_IDENTITY_AUDIENCE", "TRAINYARD_VAULT_KEYS", "contains a secret"),
                // The network.
                arguments("        - 10.0.0.0/8\n", "", "reaches what is inside"),
                arguments("kubernetes.io/metadata.name: monitoring", "name: monitoring", "Prometheus cannot reach"),
                arguments("k8s-app: kube-dns", "k8s-app: coredns", "cannot look up names"),
                arguments("endPort: 65535", "endPort: 1025", "cannot call"),
                // Connections.
                arguments("maxReplicas: 1", "maxReplicas: 20", "There can be"),
                arguments("max_connections=150", "max_connections=60", "the database takes 60"));
    }

    /** Replaces one occurrence; a mistake that cannot be made any more is one in this test. */
    private static String once(String text, String good, String bad) {
        int place = text.indexOf(good);
        assertTrue(place >= 0, "There is nothing like " + good);
        return text.substring(0, place) + bad + text.substring(place + good.length());
    }
}
