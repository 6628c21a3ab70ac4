package dev.trainyard.workout.set;

import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client changes of a set; what is absent stays, and null removes what a set may lack. A weight comes with its
 * unit.
 *
 * @param rpe takes the place of a rir, as a rir of an rpe
 */
record SetPatch(
        @Schema(implementation = String.class) ExerciseReference exercise,
        @Digits(integer = 5, fraction = 6) BigDecimal weight,
        WeightUnit unit,

        @Schema(implementation = Integer.class, examples = "6")
        Optional<@Min(1) @Max(SetBounds.MAX_REPS) Integer> reps,

        SetType type,
        Load load,
        @Schema(implementation = BigDecimal.class) Optional<@Digits(integer = 5, fraction = 6) BigDecimal> bodyWeight,
        @Schema(implementation = BigDecimal.class) Optional<@Digits(integer = 2, fraction = 6) BigDecimal> rpe,
        @Schema(implementation = BigDecimal.class) Optional<@Digits(integer = 2, fraction = 6) BigDecimal> rir,

        @Schema(implementation = BigDecimal.class)
        Optional<@Digits(integer = 7, fraction = 3) BigDecimal> distanceMeters,

        @Schema(implementation = BigDecimal.class)
        Optional<@Digits(integer = 6, fraction = 3) BigDecimal> durationSeconds,

        @Schema(implementation = Integer.class) Optional<@Min(1) @Max(100) Integer> superset,
        @Schema(implementation = Integer.class) Optional<@Min(0) @Max(86_400) Integer> restSeconds,
        @Schema(implementation = String.class) Optional<@Size(min = 1, max = 2000) String> notes,
        Instant performedAt) {

    /** The set as it will be. A weight that stays may be rounded in it: what is stored stays as it is. */
    SetDraft appliedTo(SetView before) {
        boolean givesWeight = weight != null || isGiven(bodyWeight);
        boolean givesEffort = isGiven(rpe) || isGiven(rir);
        WeightUnit unitAfter = unit != null || givesWeight ? unit : before.unit();
        return new SetDraft(
                null,
                exercise == null ? ExerciseReference.of(before.exercise().id().toString()) : exercise,
                weight != null || unitAfter == null ? weight : unitAfter.of(before.unit(), before.weight()),
                unitAfter,
                after(reps, before.reps()),
                type == null ? before.type() : type,
                load == null ? before.load() : load,
                bodyWeight == null ? null : bodyWeight.orElse(null),
                after(rpe, givesEffort ? null : before.rpe()),
                after(rir, givesEffort ? null : before.rir()),
                after(distanceMeters, before.distanceMeters()),
                after(durationSeconds, before.durationSeconds()),
                after(superset, before.superset()),
                after(restSeconds, before.restSeconds()),
                after(notes, before.notes()),
                performedAt == null ? before.performedAt() : performedAt);
    }

    /** Whether the body weight that the set has is to be removed. */
    boolean forgetsBodyWeight() {
        return bodyWeight != null && bodyWeight.isEmpty();
    }

    private static boolean isGiven(Optional<?> field) {
        return field != null && field.isPresent();
    }

    private static <T> T after(Optional<T> field, T before) {
        return field == null ? before : field.orElse(null);
    }
}
