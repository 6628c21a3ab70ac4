package dev.trainyard.quiz.message;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message in the list of its owner: without what it says.
 *
 * @param failures how often it has failed
 * @param reason why it has failed last, or was cancelled
 * @param reference what its receiver calls it
 * @param dueAt when it is sent at the earliest; null unless it waits for that
 * @param settledAt since when it is sent, dead or cancelled
 */
record MessageSummary(
        UUID id,
        UUID channelId,
        String chat,
        int priority,
        @Schema(nullable = true) String deduplicationKey,
        MessageStatus status,
        int failures,
        @Schema(nullable = true) String reason,
        @Schema(nullable = true) String reference,
        @Schema(nullable = true) Instant dueAt,
        Instant createdAt,
        @Schema(nullable = true) Instant settledAt) {}
