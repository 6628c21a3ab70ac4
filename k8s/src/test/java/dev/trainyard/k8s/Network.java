package dev.trainyard.k8s;

import dev.trainyard.k8s.Manifests.Workload;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may talk to whom by the NetworkPolicies, decided as a network plugin decides it. */
final class Network {

    /** A pod of ours or of another namespace, or an address outside. */
    sealed interface Party {

        /** A pod in the namespace of the manifests, with what its ports are called. */
        record Own(Map<String, String> labels, Map<String, Integer> ports) implements Party {}

        /** A pod of another namespace. */
        record Foreign(String namespace, Map<String, String> labels) implements Party {}

        /** Something that is no pod. */
        record Address(String address) implements Party {}
    }

    private final List<NetworkPolicy> policies;

    Network(Manifests manifests) {
        policies = manifests.all(NetworkPolicy.class);
    }

    static Party.Own pod(Workload workload) {
        Map<String, Integer> ports = new HashMap<>();
        workload.template().getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> port.getName() != null)
                .forEach(port -> ports.put(port.getName(), port.getContainerPort()));
        return new Party.Own(workload.labels(), ports);
    }

    /** Whether both ends let it through. */
    boolean allows(Party from, Party to, int port) {
        return leaves(from, to, port) && enters(from, to, port);
    }

    private boolean leaves(Party from, Party to, int port) {
        if (!(from instanceof Party.Own own)) {
            return true;
        }
        List<NetworkPolicy> ofSender = ofPod(own, "Egress");
        return ofSender.isEmpty()
                || ofSender.stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule ->
                                (rule.getTo().isEmpty() || rule.getTo().stream().anyMatch(peer -> is(peer, to)))
                                        && open(rule.getPorts(), to, port));
    }

    private boolean enters(Party from, Party to, int port) {
        if (!(to instanceof Party.Own own)) {
            return true;
        }
        List<NetworkPolicy> ofReceiver = ofPod(own, "Ingress");
        return ofReceiver.isEmpty()
                || ofReceiver.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> (rule.getFrom().isEmpty()
                                        || rule.getFrom().stream().anyMatch(peer -> is(peer, from)))
                                && open(rule.getPorts(), to, port));
    }

    /** The policies that a pod is under. */
    List<NetworkPolicy> ofPod(Party.Own pod, String direction) {
        return policies.stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> Selectors.matches(policy.getSpec().getPodSelector(), pod.labels()))
                .toList();
    }

    private static boolean open(List<NetworkPolicyPort> ports, Party to, int port) {
        return ports.isEmpty()
                || ports.stream().anyMatch(rule -> {
                    if ("UDP".equals(rule.getProtocol())) {
                        return false;
                    }
                    Optional<Integer> first = number(rule.getPort(), to);
                    int last = Objects.requireNonNullElse(rule.getEndPort(), first.orElse(-1));
                    return rule.getPort() == null || (first.isPresent() && first.get() <= port && port <= last);
                });
    }

    private static Optional<Integer> number(IntOrString port, Party to) {
        if (port == null || port.getIntVal() != null) {
            return Optional.ofNullable(port).map(IntOrString::getIntVal);
        }
        return to instanceof Party.Own own ? Optional.ofNullable(own.ports().get(port.getStrVal())) : Optional.empty();
    }

    private static boolean is(NetworkPolicyPeer peer, Party party) {
        if (peer.getIpBlock() != null) {
            return party instanceof Party.Address outside && holds(peer.getIpBlock(), outside.address());
        }
        return switch (party) {
            case Party.Address _ -> false;
            case Party.Own own ->
                peer.getNamespaceSelector() == null
                        && (peer.getPodSelector() == null || Selectors.matches(peer.getPodSelector(), own.labels()));
            case Party.Foreign foreign ->
                peer.getNamespaceSelector() != null
                        && Selectors.matches(
                                peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", foreign.namespace()))
                        && (peer.getPodSelector() == null
                                || Selectors.matches(peer.getPodSelector(), foreign.labels()));
        };
    }

    private static boolean holds(IPBlock block, String address) {
        return holds(block.getCidr(), address)
                && Stream.ofNullable(block.getExcept()).flatMap(List::stream).noneMatch(range -> holds(range, address));
    }

    private static boolean holds(String range, String address) {
        try {
            int slash = range.indexOf('/');
            byte[] first = InetAddress.getByName(range.substring(0, slash)).getAddress();
            byte[] asked = InetAddress.getByName(address).getAddress();
            int free = first.length * 8 - Integer.parseInt(range.substring(slash + 1));
            return first.length == asked.length
                    && new BigInteger(1, first).shiftRight(free).equals(new BigInteger(1, asked).shiftRight(free));
        } catch (UnknownHostException noAddress) {
            throw new AssertionError(noAddress);
        }
    }
}
