package dev.trainyard.workout.catalogue;

import dev.trainyard.http.problem.Violation;
import java.util.List;

/** The words that the catalogue describes exercises with: those of free-exercise-db, and of the table's constraints. */
final class Vocabulary {

    static final Vocabulary CATEGORY = new Vocabulary(
            "cardio", "olympic weightlifting", "plyometrics", "powerlifting", "strength", "stretching", "strongman");
    static final Vocabulary EQUIPMENT = new Vocabulary(
            "bands",
            "barbell",
            "body only",
            "cable",
            "dumbbell",
            "e-z curl bar",
            "exercise ball",
            "foam roll",
            "kettlebells",
            "machine",
            "medicine ball",
            "other");
    static final Vocabulary MECHANIC = new Vocabulary("compound", "isolation");
    static final Vocabulary FORCE = new Vocabulary("push", "pull", "static");
    static final Vocabulary LEVEL = new Vocabulary("beginner", "intermediate", "expert");
    static final Vocabulary MUSCLE = new Vocabulary(
            "abdominals",
            "abductors",
            "adductors",
            "biceps",
            "calves",
            "chest",
            "forearms",
            "glutes",
            "hamstrings",
            "lats",
            "lower back",
            "middle back",
            "neck",
            "quadriceps",
            "shoulders",
            "traps",
            "triceps");

    private final List<String> words;

    private Vocabulary(String... words) {
        this.words = List.of(words);
    }

    /** Whether this is one of the words; none is not. */
    boolean has(String word) {
        return word != null && words.contains(word);
    }

    /** What a value has to be, for whoever sent another. */
    String demand() {
        return "must be one of " + String.join(", ", words);
    }

    /** Adds what is wrong with a value of the body; nothing is wrong with none. */
    void check(String pointer, String word, List<Violation> violations) {
        if (word != null && !has(word)) {
            violations.add(Violation.inBody(pointer, demand()));
        }
    }
}
