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
 * @param workouts workouts that started on these days, with or without sets
 * @param sets all their sets
 * @param volume weight times repetitions of their sets but the warm-ups, in {@code unit}
 * @param bestE1rm the best of each exercise, highest first, at most 100
 * @param days each of these days, oldest first, also those on which nothing was done
 */
record DashboardView(
        LocalDate from,
        LocalDate to,
        String timeZone,
        WeightUnit unit,
        int workouts,
        int sets,
        BigDecimal volume,
        Streak streak,
        List<Best> bestE1rm,
        List<Day> days) {

    /** How many exercises a dashboard shows the best of. */
    static final int MAX_BEST = 100;

    /**
     * Weeks in a row in which a workout started, of all the user's workouts and not only those covered.
     *
     * @param weeks up to this week, or to the last one as long as this has none
     * @param longestWeeks the most there ever were
     */
    record Streak(int weeks, int longestWeeks) {}

    /** The set with the best estimate of its exercise. */
    record Best(ExerciseView exercise, OneRepMax e1rm, BigDecimal weight, int reps, Instant performedAt) {}

    /** What was done on a day; {@code volume} as above. */
    record Day(LocalDate day, int workouts, int sets, BigDecimal volume) {}
}
