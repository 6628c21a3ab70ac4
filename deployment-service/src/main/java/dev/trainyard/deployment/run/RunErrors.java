package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.engine.WorkflowError;
import java.time.Duration;

/** How runs end that do not end by themselves. */
final class RunErrors {

    private static final String RUNTIME = WorkflowError.STANDARD + "runtime";

    private RunErrors() {}

    static WorkflowError cancelled() {
        return new WorkflowError("urn:problem:run-cancelled", 409, "Cancelled", "The run was cancelled.", "/");
    }

    static WorkflowError timedOut(Duration maxDuration) {
        return new WorkflowError(
                WorkflowError.STANDARD + "timeout",
                408,
                "Timeout",
                "The run took longer than its deployment allows: " + maxDuration + ".",
                "/");
    }

    static WorkflowError poisonous(int takeovers) {
        return runtime(takeovers + " replicas in a row fell silent while they had this run.");
    }

    /** A fault of ours: its cause is in the service's log, not in the run's. */
    static WorkflowError unexpected() {
        return runtime("Something went wrong on our side.");
    }

    static WorkflowError unreadable() {
        return runtime("The definition of the version, or the position of the run, cannot be read any more.");
    }

    /** As it is logged; null for null. */
    static JsonNode json(WorkflowError error) {
        return error == null ? null : error.toJson();
    }

    private static WorkflowError runtime(String detail) {
        return new WorkflowError(RUNTIME, 500, "Runtime error", detail, "/");
    }
}
