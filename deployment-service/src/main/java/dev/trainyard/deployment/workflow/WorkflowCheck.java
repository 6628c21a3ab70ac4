package dev.trainyard.deployment.workflow;

import dev.trainyard.http.problem.Violation;
import java.util.List;

/**
 * What would be said of a definition if it were saved.
 *
 * @param violations at most twenty
 */
record WorkflowCheck(boolean valid, List<Finding> violations) {

    /**
     * One thing that is wrong.
     *
     * @param pointer where in the definition (RFC 6901); empty for the definition itself
     */
    record Finding(String pointer, String detail) {}

    static WorkflowCheck of(List<Violation> violations) {
        return new WorkflowCheck(
                violations.isEmpty(),
                violations.stream()
                        .map(violation -> new Finding(violation.pointer(), violation.detail()))
                        .toList());
    }
}
