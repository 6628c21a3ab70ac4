package dev.trainyard.workout.aggregate;

import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a muscle did from one day to another, in finished workouts and without warm-ups. An exercise counts fully for the
 * muscles that it is for, and by half for those that help.
 *
 * @param exercises how many exercises had it work
 * @param volume weight times repetitions, in {@code unit}
 * @param formula the rule of halves, by name and version
 */
record MuscleFigures(
        LocalDate from,
        LocalDate to,
        String muscle,
        int exercises,
        BigDecimal sets,
        BigDecimal reps,
        BigDecimal volume,
        WeightUnit unit,
        String formula) {

    static final String FORMULA = "muscle-share@1";
}
