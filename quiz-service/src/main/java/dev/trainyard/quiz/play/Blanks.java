package dev.trainyard.quiz.play;

import java.util.regex.Pattern;

/** What cannot be told apart by looking at it: blanks of all kinds, also those that do not break a line. */
final class Blanks {

    private static final Pattern STRETCH = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private Blanks() {}

    /** {@code text} with one ordinary blank for each stretch of them, and none around it. */
    static String merged(String text) {
        return STRETCH.matcher(text).replaceAll(" ").strip();
    }
}
