package dev.trainyard.deployment.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An item of the list of logs: what it has depends on {@code ?fields=}, payloads only by that.
 *
 * @param latencyMs from acceptance to end; null while the run goes on
 */
record LogEntry(
        UUID id,
        int version,
        String trigger,
        String status,
        Long latencyMs,
        int steps,
        Instant acceptedAt,
        Instant startedAt,
        Instant finishedAt,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String request,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String response,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String error) {}
