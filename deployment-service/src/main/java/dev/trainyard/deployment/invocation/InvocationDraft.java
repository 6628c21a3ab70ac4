package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client sends to a run. */
record InvocationDraft(
        @Schema(
                implementation = Object.class,
                description = "What the workflow takes, any JSON; an empty object if left out",
                examples = "{\"athlete\": \"Zoë\", \"weeks\": 8}")
        JsonNode input) {}
