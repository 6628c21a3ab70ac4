package dev.trainyard.workout.aggregate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What was done in an exercise from one day to another, in finished workouts.
 *
 * @param sets all but the warm-ups, which are counted as {@code warmupSets} and by nothing else
 * @param volume weight times repetitions, in {@code unit}
 * @param maxWeight in {@code unit}; null without a set that has a weight
 * @param bestE1rm null as {@code maxWeight}
 */
@JsonInclude
record ExerciseFigures(
        LocalDate from,
        LocalDate to,
        ExerciseView exercise,
        int workouts,
        int sets,
        int warmupSets,
        long reps,
        BigDecimal volume,
        BigDecimal maxWeight,
        OneRepMax bestE1rm,
        WeightUnit unit) {}
