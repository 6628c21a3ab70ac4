package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A task that a run has done once.
 *
 * @param number counts all steps of the run from 1
 * @param pointer of the task in the document
 * @param kind set, call, wait, …
 * @param attempt from 1; more when an enclosing try is at it again
 * @param error null unless it failed
 * @param output null when it failed or was skipped
 */
public record Step(
        int number,
        String pointer,
        String name,
        String kind,
        Status status,
        int attempt,
        Instant startedAt,
        Instant finishedAt,
        JsonNode input,
        JsonNode output,
        WorkflowError error) {

    /** How it went. */
    public enum Status {
        COMPLETED,
        FAULTED,
        SKIPPED,
        CANCELLED
    }
}
