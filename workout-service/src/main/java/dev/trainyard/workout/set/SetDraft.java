package dev.trainyard.workout.set;

import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A set as a client logs it. It has repetitions, a distance or a duration, and an external load with repetitions has a
 * weight.
 *
 * @param id made by a client that may be offline, so that a set that is sent again is known; a UUIDv7
 * @param exercise id or name of the exercise; a new name makes one
 * @param weight what was lifted, in {@code unit}; added to or helping against the body's weight, as {@code load} says
 * @param unit of the weights; needed with one
 * @param type working when unsaid
 * @param load external when unsaid
 * @param bodyWeight for a load of body weight, in {@code unit}; the newest logged one when unsaid
 * @param rpe rate of perceived exertion, 1 to 10 in halves
 * @param rir repetitions in reserve, 0 to 10 in halves, instead of an rpe
 * @param superset sets of a workout with the same number are done in turns
 * @param performedAt now when unsaid
 */
@Schema(examples = """
        {"exercise": "Bench Press (Barbell)", "weight": 82.5, "unit": "kg", "reps": 5, "rpe": 8.5, "restSeconds": 180}""")
record SetDraft(
        @Schema(examples = "019aa4c5-1c7a-7d2e-9f3b-2f6d0e6b7a10")
        UUID id,

        @NotNull @Schema(implementation = String.class, examples = "Bench Press (Barbell)")
        ExerciseReference exercise,

        @Digits(integer = 5, fraction = 6) @Schema(examples = "82.5")
        BigDecimal weight,

        WeightUnit unit,

        @Min(1) @Max(SetBounds.MAX_REPS) @Schema(examples = "5")
        Integer reps,

        SetType type,
        Load load,
        @Digits(integer = 5, fraction = 6) BigDecimal bodyWeight,

        @Digits(integer = 2, fraction = 6) @Schema(examples = "8.5")
        BigDecimal rpe,

        @Digits(integer = 2, fraction = 6) BigDecimal rir,
        @Digits(integer = 7, fraction = 3) BigDecimal distanceMeters,
        @Digits(integer = 6, fraction = 3) BigDecimal durationSeconds,
        @Min(1) @Max(100) Integer superset,

        @Min(0) @Max(86_400) @Schema(examples = "180") Integer restSeconds,

        @Size(min = 1, max = 2000) String notes,
        Instant performedAt) {

    /** The draft with its defaults, once it is known to be allowed; {@code place} is where in the body it stands. */
    SetDraft checked(String place) {
        SetBounds.require(place, this);
        return new SetDraft(
                id,
                exercise,
                weight == null ? BigDecimal.ZERO : weight,
                unit == null ? WeightUnit.KG : unit,
                reps,
                type == null ? SetType.WORKING : type,
                load == null ? Load.EXTERNAL : load,
                bodyWeight,
                rpe,
                rir,
                distanceMeters,
                durationSeconds,
                superset,
                restSeconds,
                notes,
                // In the database's precision, so that what is answered now is what is read later.
                (performedAt == null ? Instant.now() : performedAt).truncatedTo(ChronoUnit.MICROS));
    }

    /** Whether it is of the kind that most are, which the shortest statement can add. */
    @Schema(hidden = true)
    boolean isPlain() {
        return id == null && load == Load.EXTERNAL;
    }

    BigDecimal weightKg() {
        return unit.toKilograms(weight);
    }

    BigDecimal bodyWeightKg() {
        return bodyWeight == null ? null : unit.toKilograms(bodyWeight);
    }
}
