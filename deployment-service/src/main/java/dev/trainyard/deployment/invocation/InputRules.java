package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Storable;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** What the input of a run may hold, whatever it means: values that can be stored. */
public final class InputRules {

    static final String ROOT = "/input";

    // More would help nobody, and could be longer than the input.
    static final int MAX_VIOLATIONS = 20;

    private final List<Violation> violations = new ArrayList<>();

    private InputRules() {}

    /**
     * Lets an input pass that can be stored.
     *
     * @throws Problem 400 that names the places of what cannot
     */
    static void check(JsonNode input) {
        check(ROOT, input);
    }

    /**
     * Lets an input pass that can be stored.
     *
     * @param root where in the body it is
     * @throws Problem 400 that names the places of what cannot
     */
    public static void check(String root, JsonNode input) {
        InputRules rules = new InputRules();
        rules.visit(root, input);
        if (!rules.violations.isEmpty()) {
            throw Problem.invalid(rules.violations);
        }
    }

    private void visit(String pointer, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> visitFields(pointer, node);
            case ARRAY -> visitElements(pointer, node);
            case STRING -> {
                if (!Storable.isStorable(node.textValue())) {
                    refuse(pointer, "must not contain NUL or broken characters");
                }
            }
            case NUMBER -> {
                if (!Storable.isStorable(node)) {
                    refuse(
                            pointer,
                            "must not have more than " + Storable.MAX_DIGITS + " digits before or after the point");
                }
            }
            default -> {
                // A boolean or null is just that.
            }
        }
    }

    private void visitFields(String pointer, JsonNode object) {
        object.properties().forEach(field -> {
            if (Storable.isStorable(field.getKey())) {
                visit(pointer + "/" + escaped(field.getKey()), field.getValue());
            } else {
                refuse(pointer, "must not have names with NUL or broken characters");
            }
        });
    }

    private void visitElements(String pointer, JsonNode array) {
        for (int i = 0; i < array.size(); i++) {
            visit(pointer + "/" + i, array.get(i));
        }
    }

    private void refuse(String pointer, String detail) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(Violation.inBody(pointer, detail));
        }
    }

    /** As a step of a JSON pointer (RFC 6901). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
