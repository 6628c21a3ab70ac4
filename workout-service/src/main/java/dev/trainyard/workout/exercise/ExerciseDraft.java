package dev.trainyard.workout.exercise;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client may set of an exercise. */
record ExerciseDraft(
        @NotNull @Schema(examples = "Bench Press (Barbell)") String name) {

    /**
     * The name in its stored form.
     *
     * @throws Problem 400 when it is none
     */
    String usableName() {
        String normal = ExerciseName.normal(name);
        if (!ExerciseName.isUsable(normal)) {
            throw Problem.invalid(Violation.inBody("/name", "must be a name of 1 to 120 characters"));
        }
        return normal;
    }
}
