package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.engine.WorkflowError;
import java.time.Instant;
import java.util.UUID;

/**
 * A run that has ended, and been logged.
 *
 * @param output null unless it is completed
 * @param error null if it is completed
 */
public record EndedRun(
        String user,
        UUID id,
        UUID deploymentId,
        int version,
        RunStatus status,
        JsonNode output,
        WorkflowError error,
        Instant acceptedAt,
        Instant startedAt,
        Instant finishedAt) {}
