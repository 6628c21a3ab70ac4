package dev.trainyard.workout.performance;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.set.SetView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was done the last time of an exercise.
 *
 * @param startedAt when that workout began
 * @param sets those of the exercise, in their order; at most 1000, as a workout has no more
 */
@JsonInclude
record LatestPerformance(
        ExerciseView exercise, UUID workoutId, String workoutName, Instant startedAt, List<SetView> sets) {}
