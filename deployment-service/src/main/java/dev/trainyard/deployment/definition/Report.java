package dev.trainyard.deployment.definition;

import dev.trainyard.http.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a document, each thing once and not more of them than help. */
final class Report {

    // More would help nobody, and could be longer than the definition.
    static final int MAX_VIOLATIONS = 20;

    private final String at;
    private final Set<Violation> violations = new LinkedHashSet<>();
    private final List<String> refused = new ArrayList<>();

    /** A report on a document that is at {@code at} in the body; empty when it is the body. */
    Report(String at) {
        this.at = at;
    }

    void add(Place place, String detail) {
        add(place.pointer(), detail);
    }

    void add(String pointer, String detail) {
        if (violations.size() < MAX_VIOLATIONS && refused.stream().noneMatch(above -> isWithin(pointer, above))) {
            violations.add(Violation.inBody(at + pointer, detail));
        }
    }

    /** Adds what is wrong at a place of which nothing has been said. */
    void addIfNew(String pointer, String detail) {
        if (violations.stream().noneMatch(violation -> violation.pointer().equals(at + pointer))) {
            add(pointer, detail);
        }
    }

    /** Refuses a value as a whole: nothing more is said of what is in it. */
    void refuse(Place place, String detail) {
        add(place, detail);
        refused.add(place.pointer());
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Whether a place is another one, or in it. */
    static boolean isWithin(String pointer, String above) {
        return pointer.startsWith(above)
                && (pointer.length() == above.length() || pointer.charAt(above.length()) == '/');
    }
}
