package dev.trainyard.workout.exercise;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How a client names an exercise: by its id, or by its name, which makes it when it is new. In JSON a string. */
public record ExerciseReference(Optional<UUID> id, String name) {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    public ExerciseReference {
        requireNonNull(id);
        requireNonNull(name);
    }

    /** Reads what a client wrote: an id if it looks like one, a name otherwise. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ExerciseReference of(String text) {
        return ID.matcher(text).matches()
                ? new ExerciseReference(Optional.of(UUID.fromString(text)), text)
                : new ExerciseReference(Optional.empty(), ExerciseName.normal(text));
    }

    /** Whether it can name an exercise at all. */
    public boolean isUsable() {
        return ExerciseName.isUsable(name);
    }

    @JsonValue
    String text() {
        return name;
    }
}
