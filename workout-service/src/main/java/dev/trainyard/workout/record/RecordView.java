package dev.trainyard.workout.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A personal record.
 *
 * @param kind {@code weight} (the heaviest), {@code reps_at_weight} (most repetitions at a weight), {@code e1rm} (best
 *     estimated one-repetition maximum), {@code set_volume} (most weight times repetitions of a set) or
 *     {@code workout_volume} (the same of all sets of the exercise in a finished workout)
 * @param value in {@code unit} for weights and volumes, a number of repetitions for {@code reps_at_weight}
 * @param formula of an {@code e1rm}, null otherwise
 * @param weight what was lifted, in {@code unit}; of {@code reps_at_weight} with a load of body weight what was added to
 *     it, below zero what helped; null for the volume of a workout
 * @param reps null for the volume of a workout
 * @param setId the set that holds the record; of the volume of a workout its last
 */
@JsonInclude
record RecordView(
        ExerciseView exercise,
        String kind,
        BigDecimal value,
        String formula,
        BigDecimal weight,
        WeightUnit unit,
        Integer reps,
        UUID setId,
        Instant achievedAt) {}
