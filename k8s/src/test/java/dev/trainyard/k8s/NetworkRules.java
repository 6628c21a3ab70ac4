package dev.trainyard.k8s;

import dev.trainyard.k8s.Manifests.Workload;
import dev.trainyard.k8s.Network.Party;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who reaches whom, which is the point of the NetworkPolicies; and that each of them is about somebody. */
final class NetworkRules {

    private static final Party STRANGER = new Party.Address("8.8.8.8");
    private static final Party STRANGER_6 = new Party.Address("2a00:1450:4001:82b::200e");
    private static final Party NEIGHBOUR = new Party.Foreign("other", Map.of("app.kubernetes.io/name", "gateway"));
    private static final Party PROMETHEUS = new Party.Foreign("monitoring", Map.of());
    private static final Party NAMES = new Party.Foreign("kube-system", Map.of("k8s-app", "kube-dns"));
    private static final List<String> INSIDE = List.of(
            "10.1.2.3",
            "172.20.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "168.63.129.16",
            "fd00::1",
            "fe80::1",
            "::1",
            "2002:a00:1::1");

    private final Manifests manifests;
    private final Network network;
    private final List<String> findings = new ArrayList<>();

    private NetworkRules(Manifests manifests) {
        this.manifests = manifests;
        this.network = new Network(manifests);
    }

    static List<String> findings(Manifests manifests) {
        NetworkRules rules = new NetworkRules(manifests);
        manifests.all(NetworkPolicy.class).forEach(rules::aboutSomebody);
        manifests.workloads().forEach(rules::closed);
        rules.matrix();
        return rules.findings;
    }

    private void aboutSomebody(NetworkPolicy policy) {
        String name = "NetworkPolicy " + policy.getMetadata().getName();
        var spec = policy.getSpec();
        List<Map<String, String>> pods = manifests.pods();
        require(
                pods.stream().anyMatch(labels -> Selectors.matches(spec.getPodSelector(), labels)),
                name + " is about no pod");
        Stream.concat(
                        spec.getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                        spec.getEgress().stream().flatMap(rule -> rule.getTo().stream()))
                .filter(peer -> peer.getNamespaceSelector() == null && peer.getPodSelector() != null)
                .map(NetworkPolicyPeer::getPodSelector)
                .forEach(selector -> require(
                        pods.stream().anyMatch(labels -> Selectors.matches(selector, labels)),
                        name + " names a peer that is not there"));
    }

    private void closed(Workload workload) {
        Party.Own pod = Network.pod(workload);
        Party.Own nobody = new Party.Own(Map.of(), Map.of());
        boolean gateway = Module.of(workload).equals(Optional.of(Module.GATEWAY));
        for (int port : pod.ports().values()) {
            boolean meantToBe = isPublic(workload) || (gateway && port == 8080);
            require(
                    meantToBe
                            || Stream.of(nobody, NEIGHBOUR, STRANGER)
                                    .noneMatch(somebody -> network.allows(somebody, pod, port)),
                    workload + " is open to everybody on " + port);
        }
        for (String direction : List.of("Ingress", "Egress")) {
            require(!network.ofPod(pod, direction).isEmpty(), workload + " is under no policy for " + direction);
        }
        require(network.allows(pod, NAMES, 53), workload + " cannot look up names");
        Stream.concat(INSIDE.stream().map(Party.Address::new), Stream.of(NEIGHBOUR))
                .forEach(inside -> require(
                        !network.allows(pod, inside, 443)
                                || !Module.of(workload).isPresent(),
                        workload + " reaches what is inside: " + inside));
    }

    /** What is published besides the gateway: an identity provider says so by this label. */
    private static boolean isPublic(Workload workload) {
        return "identity-provider".equals(workload.labels().get("app.kubernetes.io/component"));
    }

    private void matrix() {
        Optional<Party.Own> gateway = pod(Module.GATEWAY);
        if (gateway.isEmpty()) {
            return;
        }
        must(STRANGER, gateway.get(), 8080, "strangers", "the gateway");
        mustNot(STRANGER, gateway.get(), 9000, "strangers", "the gateway's management");
        must(PROMETHEUS, gateway.get(), 9000, "Prometheus", "the gateway's management");
        for (Module module : Module.values()) {
            pod(module).filter(_ -> module != Module.GATEWAY).ifPresent(pod -> service(module, pod, gateway.get()));
        }
    }

    private void service(Module module, Party.Own pod, Party.Own gateway) {
        String name = module.moduleName();
        must(gateway, pod, 8080, "the gateway", name);
        must(gateway, pod, 9000, "the gateway", name + "'s management");
        must(PROMETHEUS, pod, 9000, "Prometheus", name + "'s management");
        mustNot(PROMETHEUS, pod, 8080, "Prometheus", name);
        mustNot(STRANGER, pod, 8080, "strangers", name);
        mustNot(STRANGER, pod, 9000, "strangers", name + "'s management");
        mustNot(pod, gateway, 9000, name, "the gateway's management");
        for (Module other : Module.values()) {
            pod(other).filter(_ -> other != Module.GATEWAY).ifPresent(to -> {
                mustNot(pod, to, 8080, name, other.moduleName());
                mustNot(pod, to, 9000, name, other.moduleName() + "'s management");
            });
        }
        for (Map<String, String> labels : manifests.pods()) {
            if ("database".equals(labels.get("app.kubernetes.io/component"))) {
                Party.Own database =
                        new Party.Own(labels, Map.of("postgres", 5432, "postgresql", 5432, "pgbouncer", 5432));
                must(pod, database, 5432, name, "the database");
                mustNot(gateway, database, 5432, "the gateway", "the database");
                mustNot(STRANGER, database, 5432, "strangers", "the database");
            }
        }
        boolean calls = module == Module.DEPLOYMENT_SERVICE || module == Module.QUIZ_SERVICE;
        for (Party outside : List.of(STRANGER, STRANGER_6)) {
            require(
                    network.allows(pod, outside, 8443) == calls,
                    name + (calls ? " cannot call" : " may call") + " whatever is on the internet");
            require(
                    network.allows(pod, outside, 443) || !(calls || module == Module.TRAINING_SERVICE),
                    name + " reaches none of its providers");
            mustNot(pod, outside, 25, name, "mail servers");
        }
    }

    private Optional<Party.Own> pod(Module module) {
        return manifests.workloads().stream()
                .filter(workload -> Module.of(workload).equals(Optional.of(module)))
                .map(Network::pod)
                .findFirst();
    }

    private void must(Party from, Party to, int port, String who, String whom) {
        require(network.allows(from, to, port), who + " cannot reach " + whom);
    }

    private void mustNot(Party from, Party to, int port, String who, String whom) {
        require(!network.allows(from, to, port), who + " can reach " + whom);
    }

    private void require(boolean fact, String otherwise) {
        if (!fact) {
            findings.add(otherwise);
        }
    }
}
