package dev.trainyard.deployment.definition;

import java.util.HashSet;
import java.util.Set;

/**
 * What expressions at a place may use.
 *
 * @param variables without the dollar sign; null where it cannot be known
 * @param isCall whether they are those of a call, which alone may use secrets
 */
record Scope(Set<String> variables, boolean isCall) {

    /** What there is everywhere. */
    static final Set<String> GIVEN = Set.of("context", "input", "output", "task", "workflow", "runtime");

    static final Scope WORKFLOW = new Scope(GIVEN, false);

    /** Of what is written once and used in many places. */
    static final Scope ANYWHERE = new Scope(null, false);

    Scope with(String... names) {
        if (variables == null) {
            return this;
        }
        Set<String> more = new HashSet<>(variables);
        more.addAll(Set.of(names));
        return new Scope(more, isCall);
    }

    Scope ofCall() {
        return new Scope(variables, true);
    }

    boolean has(String variable) {
        return variables == null || variables.contains(variable);
    }
}
