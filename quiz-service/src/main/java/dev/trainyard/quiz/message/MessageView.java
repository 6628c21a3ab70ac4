package dev.trainyard.quiz.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message with what it says; the rest as in {@link MessageSummary}.
 *
 * @param body as it was enqueued; what it means is its channel's
 */
record MessageView(
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
        @Schema(nullable = true) Instant settledAt,
        @Schema(implementation = Object.class) JsonNode body) {

    static MessageView of(MessageSummary message, JsonNode body) {
        return new MessageView(
                message.id(),
                message.channelId(),
                message.chat(),
                message.priority(),
                message.deduplicationKey(),
                message.status(),
                message.failures(),
                message.reason(),
                message.reference(),
                message.dueAt(),
                message.createdAt(),
                message.settledAt(),
                body);
    }
}
