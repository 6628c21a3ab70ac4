package dev.trainyard.workout.template;

import dev.trainyard.workout.exercise.ExerciseReference;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client may set of a template. The bounds mirror the check constraints of its tables. */
@Schema(examples = TemplateDraft.EXAMPLE)
record TemplateDraft(
        @NotNull
        @Size(min = 1, max = 120)
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Schema(examples = "Push A")
        String name,

        @Size(min = 1, max = 2000) @Schema(examples = "Bench first")
        String notes,

        @NotNull @Size(max = 50) List<@NotNull @Valid PlannedExercise> exercises) {

    static final String EXAMPLE = """
            {"name": "Push A", "exercises": [
              {"exercise": "Bench Press (Barbell)", "sets": [
                {"type": "warmup", "reps": 8, "percentage": 50},
                {"reps": 5, "maxReps": 8, "rir": 2, "restSeconds": 180},
                {"type": "amrap", "weight": 60, "unit": "kg"}]},
              {"exercise": "Dip", "superset": 1, "sets": [{"type": "failure"}]}]}
            """;

    /**
     * An exercise of it.
     *
     * @param exercise id or name; a new name makes one
     * @param superset exercises with the same number are done in turns
     */
    record PlannedExercise(
            @NotNull @Schema(implementation = String.class, examples = "Bench Press (Barbell)")
            ExerciseReference exercise,

            @Min(1) @Max(100) Integer superset,
            @Size(min = 1, max = 2000) String notes,
            @NotNull @Size(max = 30) List<@NotNull @Valid TemplateSet> sets) {}
}
