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
 * @param kind {@code weight} (the heaviest), {@code reps_at_weight} (most repetitions at a weight) or {@code e1rm} (best
 *     estimated one-repetition maximum)
 * @param value in {@code unit} for weights, a number of repetitions for {@code reps_at_weight}
 * @param formula of an {@code e1rm}, null otherwise
 * @param weight what was lifted, in {@code unit}
 * @param setId the set that holds the record
 */
@JsonInclude
record RecordView(
        ExerciseView exercise,
        String kind,
        BigDecimal value,
        String formula,
        BigDecimal weight,
        WeightUnit unit,
        int reps,
        UUID setId,
        Instant achievedAt) {}
