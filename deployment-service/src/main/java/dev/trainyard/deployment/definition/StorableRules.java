package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** What a definition may hold, whatever it means: values that can be stored, and not too much of them. */
final class StorableRules {

    // Whatever reads a document goes as deep as it is.
    private static final int MAX_DEPTH = 100;

    private final Report report;

    private StorableRules(Report report) {
        this.report = report;
    }

    /** Reports what cannot be stored. */
    static void check(Place document, Report report) {
        if (document.node().toString().getBytes(StandardCharsets.UTF_8).length > Definitions.MAX_BYTES) {
            report.refuse(document, "must not be larger than " + Definitions.MAX_BYTES + " bytes as compact JSON");
        }
        new StorableRules(report).visit(document, 0);
    }

    private void visit(Place place, int depth) {
        JsonNode node = place.node();
        if (depth > MAX_DEPTH) {
            report.refuse(place, "must not be nested in more than " + MAX_DEPTH + " others");
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> visitMembers(place, depth);
            case ARRAY -> place.elements().forEach(element -> visit(element, depth + 1));
            case STRING -> {
                if (!Storable.isStorable(node.textValue())) {
                    report.add(place, "must not contain NUL or broken characters");
                }
            }
            case NUMBER -> {
                if (!Storable.isStorable(node)) {
                    report.add(
                            place,
                            "must not have more than " + Storable.MAX_DIGITS + " digits before or after the point");
                }
            }
            default -> {
                // A boolean or null is just that.
            }
        }
    }

    private void visitMembers(Place object, int depth) {
        object.members().forEach(member -> {
            if (Storable.isStorable(member.name())) {
                visit(member.value(), depth + 1);
            } else {
                report.refuse(object, "must not have names with NUL or broken characters");
            }
        });
    }
}
