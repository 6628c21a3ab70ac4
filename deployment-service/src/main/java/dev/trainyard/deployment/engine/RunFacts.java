package dev.trainyard.deployment.engine;

import java.time.Instant;
import java.util.UUID;

/** What expressions may know of a run, as {@code $workflow} and {@code $runtime}. */
public record RunFacts(String user, UUID id, UUID deploymentId, int version, Instant startedAt) {}
