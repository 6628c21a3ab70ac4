package dev.trainyard.workout.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.exercise.ExerciseView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a client sees of a template.
 *
 * @param revision its version, as in the {@code ETag}
 * @param exercises in their order
 */
@JsonInclude
record TemplateView(
        UUID id,
        String name,
        String notes,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        List<TemplateExercise> exercises) {

    /** An exercise of it, with the sets that it is meant to have. */
    @JsonInclude
    record TemplateExercise(ExerciseView exercise, Integer superset, String notes, List<TemplateSet> sets) {}
}
