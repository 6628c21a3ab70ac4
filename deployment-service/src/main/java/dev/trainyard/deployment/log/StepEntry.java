package dev.trainyard.deployment.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A step of a run, in the order in which they were done: what it has depends on {@code ?fields=}.
 *
 * @param task JSON pointer of the task in its definition
 */
record StepEntry(
        int number,
        String task,
        String name,
        String kind,
        String status,
        int attempt,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String input,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String output,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(implementation = Object.class)
        String error,

        Instant startedAt,
        Instant finishedAt) {}
