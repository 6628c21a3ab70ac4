package dev.trainyard.quiz.porting;

import java.util.regex.Pattern;

/** Keeps texts that users wrote from being run by a spreadsheet, which takes what begins like a formula for one. */
final class FormulaGuard {

    // With apostrophes in front as well, so that one more always comes off again.
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private FormulaGuard() {}

    /** With an apostrophe in front, which makes it text. */
    static String guard(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** What was guarded. */
    static String unguard(String guarded) {
        return guarded.startsWith("'") && FORMULA.matcher(guarded).matches() ? guarded.substring(1) : guarded;
    }
}
