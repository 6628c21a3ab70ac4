package dev.trainyard.workout.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.progression.Suggestion;
import dev.trainyard.workout.progression.WarmupSet;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.set.SetView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A workout that was started from a template, and what to do in it. */
record StartedTemplate(StartedWorkout workout, List<StartedExercise> exercises) {

    /** The workout, which is the active one now. */
    record StartedWorkout(UUID id, String name, Instant startedAt, UUID templateId) {}

    /**
     * An exercise of it.
     *
     * @param lastTime the newest finished workout that had it, null when none had
     * @param suggestion the next load, by the user's progression
     * @param warmups before the first working set; none when the template has warm-ups of its own
     */
    @JsonInclude
    record StartedExercise(
            ExerciseView exercise,
            Integer superset,
            String notes,
            LastTime lastTime,
            Suggestion suggestion,
            List<WarmupSet> warmups,
            List<StartedSet> sets) {}

    /** What was done of an exercise in a workout. */
    record LastTime(UUID workoutId, Instant startedAt, List<SetView> sets) {}

    /**
     * A set to do.
     *
     * @param weight in {@code unit}; null when nothing says what to load
     * @param source of the weight: {@code template}, {@code percentage} (of the best estimated maximum of the last five
     *     workouts, {@code epley@1}) or {@code progression}; null without a weight
     */
    @JsonInclude
    record StartedSet(
            SetType type,
            Integer reps,
            Integer maxReps,
            BigDecimal weight,
            WeightUnit unit,
            String source,
            BigDecimal rpe,
            BigDecimal rir,
            int restSeconds) {}
}
