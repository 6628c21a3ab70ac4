package dev.trainyard.workout.workout;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client changes of a workout; what is absent stays, and null removes a name or notes.
 *
 * @param finishedAt of a finished workout
 */
record WorkoutPatch(
        @Schema(implementation = String.class, examples = "Pull day")
        Optional<@Size(min = 1, max = 120) String> name,

        @Schema(implementation = String.class) Optional<@Size(min = 1, max = 2000) String> notes,
        Instant startedAt,
        Instant finishedAt) {}
