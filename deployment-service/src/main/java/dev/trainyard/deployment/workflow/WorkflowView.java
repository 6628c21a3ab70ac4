package dev.trainyard.deployment.workflow;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client sees of a workflow. The definition goes from the table to the wire as it is, without being parsed. */
record WorkflowView(
        UUID id,
        String name,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String definition,
        Instant createdAt,
        Instant updatedAt,
        long revision) {}
