package dev.trainyard.quiz.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message with what it says.
 *
 * @param body as it was enqueued; what it means is its channel's
 */
record MessageView(
        @JsonUnwrapped MessageSummary message,
        @Schema(type = SchemaType.OBJECT) JsonNode body) {}
