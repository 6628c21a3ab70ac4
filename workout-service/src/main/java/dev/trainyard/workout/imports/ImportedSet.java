package dev.trainyard.workout.imports;

import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * One row of an export, understood and within bounds.
 *
 * @param startedAt of the workout, on the clock of whoever logged it
 * @param duration of the workout, zero when the export does not say
 * @param workoutName null when it has none
 * @param order what the export calls the set, which tells otherwise equal sets apart
 * @param writtenWeight the weight as it stands in the file, in whatever unit; null when blank
 * @param writtenDistance as {@code writtenWeight}
 * @param reps null for a set that is measured in distance or time alone
 */
record ImportedSet(
        LocalDateTime startedAt,
        Duration duration,
        String workoutName,
        String exercise,
        String order,
        SetType type,
        BigDecimal writtenWeight,
        BigDecimal weightKg,
        WeightUnit unit,
        Integer reps,
        BigDecimal rpe,
        BigDecimal writtenDistance,
        BigDecimal distanceMeters,
        BigDecimal durationSeconds) {}
