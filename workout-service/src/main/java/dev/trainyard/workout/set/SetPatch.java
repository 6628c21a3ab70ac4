package dev.trainyard.workout.set;

import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client changes of a set; what is absent stays. A weight comes with its unit.
 *
 * @param rpe null in JSON removes it
 */
record SetPatch(
        @Schema(implementation = String.class) ExerciseReference exercise,
        @Digits(integer = 5, fraction = 6) BigDecimal weight,
        WeightUnit unit,
        @Min(1) @Max(SetBounds.MAX_REPS) Integer reps,
        SetType type,
        @Schema(implementation = BigDecimal.class) Optional<BigDecimal> rpe,
        Instant performedAt) {}
