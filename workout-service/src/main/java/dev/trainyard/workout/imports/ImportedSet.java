package dev.trainyard.workout.imports;

import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * One row of an export, understood and within bounds.
 *
 * @param performedAt on the clock of the workout; null when the export has a time for the workout alone
 * @param order what the export calls the set, which tells otherwise equal sets apart
 * @param writtenWeight the weight as it stands in the file, in whatever unit; null when blank
 * @param writtenDistance as {@code writtenWeight}
 * @param reps null for a set that is measured in distance or time alone
 * @param effort how hard it was
 * @param superset sets of a workout with the same number are done in turns; null for one by itself
 * @param restSeconds after the set, null when the export does not say
 * @param notes null when there are none
 */
record ImportedSet(
        ImportedWorkout workout,
        LocalDateTime performedAt,
        String exercise,
        String order,
        SetType type,
        BigDecimal writtenWeight,
        BigDecimal weightKg,
        WeightUnit unit,
        Integer reps,
        Effort effort,
        BigDecimal writtenDistance,
        BigDecimal distanceMeters,
        BigDecimal durationSeconds,
        Integer superset,
        Integer restSeconds,
        String notes) {

    /**
     * How hard a set was, in one of the two ways to say it.
     *
     * @param rpe rate of perceived exertion, null when not said
     * @param rir repetitions in reserve, null when not said or when there is an {@code rpe}
     */
    record Effort(BigDecimal rpe, BigDecimal rir) {

        Effort {
            // A set has one of them; who writes both means the same by them.
            rir = rpe == null ? rir : null;
        }
    }
}
