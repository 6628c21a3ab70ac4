package dev.trainyard.deployment.workflow;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Workflows that a client creates together. */
record WorkflowBatch(
        @NotNull @Size(min = 1, max = WorkflowBatch.MAX) List<@NotNull @Valid WorkflowDraft> workflows) {

    static final int MAX = 1_000;

    /**
     * What was created.
     *
     * @param workflows in the order in which they were sent
     */
    record Created(List<WorkflowSummary> workflows) {}
}
