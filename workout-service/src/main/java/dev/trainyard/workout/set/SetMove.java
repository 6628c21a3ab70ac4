package dev.trainyard.workout.set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a set goes.
 *
 * @param workoutId another workout of the user's; the same one when unsaid
 * @param number its place there, from 1; the last when unsaid or beyond it
 */
record SetMove(
        UUID workoutId,

        @Min(1) @Max(SetBounds.MAX_SETS) @Schema(examples = "1")
        Integer number) {}
