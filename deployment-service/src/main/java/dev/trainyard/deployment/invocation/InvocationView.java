package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunStart;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client sees of a run. What does not apply is left out.
 *
 * @param steps how many of its steps are logged so far; left out where it would have to be looked up
 * @param output JSON, of a completed run
 * @param error JSON, of a run that ended otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvocationView(
        UUID id,
        UUID deploymentId,
        int version,

        @Schema(
                enumeration = {"queued", "ready", "running", "waiting", "completed", "faulted", "cancelled", "timed_out"
                })
        String status,

        @JsonRawValue @Schema(implementation = Object.class, description = "What a completed run gave")
        String output,

        @JsonRawValue @Schema(type = SchemaType.OBJECT, description = "Problem details of a run that ended otherwise")
        String error,

        @Schema(description = "Steps done so far") Integer steps,
        Instant acceptedAt,
        Instant startedAt,
        Instant finishedAt) {

    static InvocationView of(EndedRun run) {
        return new InvocationView(
                run.id(),
                run.deploymentId(),
                run.version(),
                run.status().name().toLowerCase(Locale.ROOT),
                run.output() == null ? null : run.output().toString(),
                run.error() == null ? null : run.error().toJson().toString(),
                null,
                run.acceptedAt(),
                run.startedAt(),
                run.finishedAt());
    }

    /** Of a run that has just been accepted, of which no more is known here. */
    static InvocationView going(RunStart start, String status) {
        return new InvocationView(
                start.id(), start.deploymentId(), start.version(), status, null, null, null, null, null, null);
    }

    /** Whether the run is over, however it ended. */
    @JsonIgnore
    public boolean hasEnded() {
        return finishedAt != null;
    }
}
