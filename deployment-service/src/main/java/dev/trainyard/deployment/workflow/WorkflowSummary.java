package dev.trainyard.deployment.workflow;

import java.time.Instant;
import java.util.UUID;

/** A workflow in a list: all but its definition, which is neither read nor sent. */
record WorkflowSummary(UUID id, String name, Instant createdAt, Instant updatedAt, long revision) {}
