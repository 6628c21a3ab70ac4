package dev.trainyard.workout.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.exercise.ExerciseName;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an administrator may set of an exercise of the catalogue; what is absent is nothing.
 *
 * @param secondaryMuscles none of which is among {@code primaryMuscles}
 * @param aliases other names, of which nothing else in the catalogue has any
 */
@JsonInclude
record MasterExerciseDraft(
        @NotNull @Schema(examples = "Belt Squat (Machine)") String name,
        @NotNull @Schema(examples = "strength") String category,
        @Schema(examples = "machine") String equipment,
        @Schema(examples = "compound") String mechanic,
        @Schema(examples = "push") String force,
        @Schema(examples = "intermediate") String level,

        @NotEmpty @Size(max = 17) @Schema(examples = "[\"quadriceps\"]")
        List<@NotNull String> primaryMuscles,

        @Size(max = 17) @Schema(examples = "[\"glutes\"]") List<@NotNull String> secondaryMuscles,

        @Size(max = 50) @Schema(examples = "[\"Hip Belt Squat\"]")
        List<@NotNull String> aliases) {

    MasterExerciseDraft {
        secondaryMuscles = secondaryMuscles == null ? List.of() : secondaryMuscles;
        aliases = aliases == null ? List.of() : aliases;
    }

    /**
     * With its names in their stored form.
     *
     * @throws Problem 400 when it says something that the catalogue has no word for, or one thing twice
     */
    MasterExerciseDraft checked() {
        List<Violation> violations = new ArrayList<>();
        Vocabulary.CATEGORY.check("/category", category, violations);
        Vocabulary.EQUIPMENT.check("/equipment", equipment, violations);
        Vocabulary.MECHANIC.check("/mechanic", mechanic, violations);
        Vocabulary.FORCE.check("/force", force, violations);
        Vocabulary.LEVEL.check("/level", level, violations);
        Set<String> muscles = new HashSet<>();
        checkMuscles("/primaryMuscles/", primaryMuscles, muscles, violations);
        checkMuscles("/secondaryMuscles/", secondaryMuscles, muscles, violations);
        Set<String> names = new HashSet<>();
        String normalName = checkedName("/name", name, names, violations);
        List<String> normalAliases = new ArrayList<>();
        for (int i = 0; i < aliases.size(); i++) {
            normalAliases.add(checkedName("/aliases/" + i, aliases.get(i), names, violations));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new MasterExerciseDraft(
                normalName,
                category,
                equipment,
                mechanic,
                force,
                level,
                primaryMuscles,
                secondaryMuscles,
                normalAliases);
    }

    private static void checkMuscles(
            String pointer, List<String> muscles, Set<String> seen, List<Violation> violations) {
        for (int i = 0; i < muscles.size(); i++) {
            Vocabulary.MUSCLE.check(pointer + i, muscles.get(i), violations);
            if (!seen.add(muscles.get(i))) {
                violations.add(Violation.inBody(pointer + i, "is there already"));
            }
        }
    }

    private static String checkedName(String pointer, String name, Set<String> seen, List<Violation> violations) {
        String normal = ExerciseName.normal(name);
        if (!ExerciseName.isUsable(normal)) {
            violations.add(Violation.inBody(pointer, "must be a name of 1 to 120 characters"));
        } else if (!seen.add(normal.toLowerCase(Locale.ROOT))) {
            violations.add(Violation.inBody(pointer, "is there already"));
        }
        return normal;
    }
}
