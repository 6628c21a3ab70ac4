package dev.trainyard.workout.dashboard;

import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The last days of a user's training.
 *
 * @param from first of the user's calendar days that are covered, {@code to} the last, today
 * @param workouts workouts that started on these days
 * @param sets all their sets
 * @param volume weight times repetitions of their sets but the warm-ups, in {@code unit}
 * @param bestE1rm the best of each exercise, highest first, at most 100
 */
record DashboardView(
        LocalDate from,
        LocalDate to,
        String timeZone,
        WeightUnit unit,
        int workouts,
        int sets,
        BigDecimal volume,
        List<Best> bestE1rm) {

    /** The set with the best estimate of its exercise. */
    record Best(ExerciseView exercise, OneRepMax e1rm, BigDecimal weight, int reps, Instant performedAt) {}
}
