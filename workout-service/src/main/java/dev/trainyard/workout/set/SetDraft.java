package dev.trainyard.workout.set;

import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A set as a client logs it.
 *
 * @param exercise id or name of the exercise; a new name makes one
 * @param weight what was lifted, in {@code unit}; 0 for body weight
 * @param type working when unsaid
 * @param rpe rate of perceived exertion, 1 to 10 in halves
 * @param performedAt now when unsaid
 */
record SetDraft(
        @NotNull @Schema(implementation = String.class, examples = "Bench Press (Barbell)")
        ExerciseReference exercise,

        @NotNull @Digits(integer = 5, fraction = 6) BigDecimal weight,
        @NotNull WeightUnit unit,
        @NotNull @Min(1) @Max(SetBounds.MAX_REPS) Integer reps,
        SetType type,
        @Digits(integer = 2, fraction = 6) BigDecimal rpe,
        Instant performedAt) {

    /** The draft with its defaults, once it is known to be allowed. */
    SetDraft checked() {
        SetBounds.require(exercise, weight, unit, rpe, performedAt);
        return new SetDraft(
                exercise,
                weight,
                unit,
                reps,
                type == null ? SetType.WORKING : type,
                rpe,
                // In the database's precision, so that what is answered now is what is read later.
                (performedAt == null ? Instant.now() : performedAt).truncatedTo(ChronoUnit.MICROS));
    }
}
