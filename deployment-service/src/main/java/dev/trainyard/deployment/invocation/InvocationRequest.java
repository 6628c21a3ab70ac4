package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.run.RunStart.Trigger;
import java.time.Duration;
import java.util.UUID;

/**
 * What somebody wants to be run.
 *
 * @param version null for the one that is live, or its canary
 * @param trigger what asks
 * @param patience how long the caller waits for the end; zero for not at all, null for as long as is usual
 * @param idempotencyKey null when each request means a run of its own
 * @param canaryKey callers with the same one get the same version while a canary is out; null for each run by itself
 */
public record InvocationRequest(
        String user,
        UUID deploymentId,
        Integer version,
        Trigger trigger,
        JsonNode input,
        Duration patience,
        IdempotencyKey idempotencyKey,
        String canaryKey) {}
