package dev.trainyard.workout.insight;

import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.record.OneRepMax;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * An exercise that has not gone forward of late: in its last {@code sessions} workouts, at least three, neither the best
 * estimate nor the heaviest weight was above all there had been before.
 *
 * @param sessions finished workouts with the exercise since the last progress
 * @param lastProgressAt when the workout started that last went beyond
 * @param topWeight the heaviest weight there ever was, in {@code unit}
 * @param formula the rule, by name and version
 */
record Plateau(
        ExerciseView exercise,
        int sessions,
        Instant lastProgressAt,
        UUID lastProgressWorkoutId,
        OneRepMax bestE1rm,
        BigDecimal topWeight,
        WeightUnit unit,
        String formula) {

    static final String FORMULA = "plateau@1";
}
