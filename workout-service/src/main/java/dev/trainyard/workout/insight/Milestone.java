package dev.trainyard.workout.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A weight to lift that is a multiple of one's own.
 *
 * @param factor times the body weight
 * @param target at the newest body weight, in {@code unit}; null without one
 * @param progress from 0 to 1: the best share of the body weight of its day that was lifted, of {@code factor}; null where
 *     {@code reason} says why
 * @param reason {@code no-body-weight} when none was logged at the time of any set, {@code no-sets} when there is none
 * @param reached the first set that was heavy enough, null as long as none was
 * @param formula the rule, by name and version
 */
@JsonInclude
record Milestone(
        Lift lift,
        BigDecimal factor,
        BigDecimal target,
        WeightUnit unit,
        BigDecimal progress,
        String reason,
        Reached reached,
        String formula) {

    static final String FORMULA = "bodyweight-multiple@1";

    /** The set that reached a milestone, with what the user weighed then. */
    record Reached(
            Instant performedAt,
            UUID setId,
            UUID workoutId,
            ExerciseView exercise,
            BigDecimal weight,
            BigDecimal bodyWeight) {}
}
