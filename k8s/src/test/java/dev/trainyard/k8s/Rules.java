package dev.trainyard.k8s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that manifests are held to. */
final class Rules {

    private static final List<Function<Manifests, List<String>>> ALL = List.of(
            PodRules::findings,
            WiringRules::findings,
            SecretRules::findings,
            NetworkRules::findings,
            ConnectionBudget::findings);

    private Rules() {}

    /** What is wrong with what was rendered; nothing else is looked at in what cannot be read. */
    static List<String> findings(String rendered) {
        Manifests manifests = Manifests.of(rendered);
        if (!manifests.unreadable().isEmpty()) {
            return manifests.unreadable();
        }
        return ALL.stream()
                .flatMap(rules -> Stream.of(rules.apply(manifests)).flatMap(List::stream))
                .distinct()
                .toList();
    }
}
