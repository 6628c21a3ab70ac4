package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version. The definition goes from the table to the wire as it is, without being parsed. */
record VersionView(
        int version,
        String contentHash,
        String note,
        boolean isActive,
        Instant createdAt,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String definition) {}
