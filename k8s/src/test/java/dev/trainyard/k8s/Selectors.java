package dev.trainyard.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whom a selector of labels selects. */
final class Selectors {

    private Selectors() {}

    /** Whether it does; an empty one selects everybody. */
    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return matches(Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()), labels)
                && Objects.requireNonNullElse(selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())
                        .stream()
                        .allMatch(expression -> matches(expression, labels));
    }

    static boolean matches(Map<String, String> wanted, Map<String, String> labels) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
        String value = labels.get(expression.getKey());
        return switch (expression.getOperator()) {
            case "In" -> value != null && expression.getValues().contains(value);
            case "NotIn" -> value == null || !expression.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new AssertionError("Unknown operator " + expression.getOperator());
        };
    }
}
