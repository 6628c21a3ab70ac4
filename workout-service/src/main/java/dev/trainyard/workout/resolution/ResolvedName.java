package dev.trainyard.workout.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a name stands for, and why.
 *
 * @param exercise the caller's own of this name, null when there is none
 * @param master the catalogue's; only a link, a name or an alias says that it is the one, so that it is null otherwise
 * @param explanation the reason in words
 * @param score of the first candidate, null without one
 * @param candidates what is called much the same, the likeliest first; only of names that stand for nothing
 */
@JsonInclude
record ResolvedName(
        String name,
        ExerciseView exercise,
        MasterExercise master,
        Reason reason,
        String explanation,
        BigDecimal score,
        List<Candidate> candidates) {

    static ResolvedName of(String name, Resolution resolution, List<Candidate> candidates) {
        Reason reason =
                resolution.reason() == Reason.NONE && !candidates.isEmpty() ? Reason.SIMILARITY : resolution.reason();
        return new ResolvedName(
                name,
                resolution.exercise(),
                resolution.master(),
                reason,
                explanation(reason, resolution, candidates),
                candidates.isEmpty() ? null : candidates.getFirst().score(),
                candidates);
    }

    private static String explanation(Reason reason, Resolution resolution, List<Candidate> candidates) {
        return switch (reason) {
            case LINK ->
                "You linked " + resolution.exercise().name() + " to "
                        + resolution.master().name() + ".";
            case NAME ->
                "The catalogue knows this name as " + resolution.master().name() + ".";
            case ALIAS -> "It is another name of " + resolution.master().name() + " in the catalogue.";
            case SIMILARITY ->
                "It may be " + candidates.getFirst().master().name()
                        + ", which is called much the same; link them if it is.";
            case NONE ->
                resolution.exercise() == null
                        ? "Neither you nor the catalogue has an exercise of this name."
                        : "It is an exercise of your own.";
        };
    }
}
