package dev.trainyard.workout.resolution;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.exercise.ExerciseName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Names to be resolved.
 *
 * @param names 1 to 1000
 */
record NamesDraft(
        @NotNull @Size(min = 1, max = 1_000) @Schema(examples = "[\"Bench Press (Barbell)\", \"OHP\", \"my own row\"]")
        List<@NotNull String> names) {

    /**
     * The names in their stored form.
     *
     * @throws Problem 400 for those that are none
     */
    List<String> usable() {
        List<Violation> violations = new ArrayList<>();
        List<String> usable = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String normal = ExerciseName.normal(names.get(i));
            if (!ExerciseName.isUsable(normal)) {
                violations.add(Violation.inBody("/names/" + i, "must be a name of 1 to 120 characters"));
            }
            usable.add(normal);
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return usable;
    }
}
