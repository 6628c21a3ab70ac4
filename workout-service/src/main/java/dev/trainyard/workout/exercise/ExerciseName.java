package dev.trainyard.workout.exercise;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The name of an exercise as it is stored: composed characters, single blanks, none at the ends. */
public final class ExerciseName {

    private static final int MAX_LENGTH = 120;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private ExerciseName() {}

    /** {@code name} in its stored form. */
    public static String normal(String name) {
        return BLANKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    /** Whether a name in its stored form is one: of 1 to 120 characters, none of which is a control or half a one. */
    public static boolean isUsable(String normal) {
        return !normal.isEmpty()
                && normal.codePointCount(0, normal.length()) <= MAX_LENGTH
                && normal.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
