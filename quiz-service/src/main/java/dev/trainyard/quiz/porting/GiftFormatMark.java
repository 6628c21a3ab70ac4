package dev.trainyard.quiz.porting;

import java.util.List;
import java.util.regex.Pattern;

/** {@code [html]} and the like, which say what a text of a GIFT file is written in. */
final class GiftFormatMark {

    private static final List<String> MARKS = List.of("[plain]", "[moodle]", "[markdown]", "[html]");

    /** Without a mark in front this would be a comment, a weight, or a mark itself. */
    private static final Pattern TAKEN_FOR_ANOTHER =
            Pattern.compile("(//|%|\\[(plain|moodle|markdown|html)\\]).*", Pattern.DOTALL);

    private GiftFormatMark() {}

    /** A text without the mark that it begins with. */
    static GiftText without(GiftText text) {
        return MARKS.stream()
                .filter(text::startsWith)
                .findFirst()
                .map(mark -> text.from(mark.length()))
                .orElse(text);
    }

    /** A text for the file, escaped, with a mark only where it needs one. */
    static String with(String text) {
        String plain = text.strip();
        boolean needsMark = TAKEN_FOR_ANOTHER.matcher(plain).matches();
        return (needsMark ? MARKS.getFirst() : "") + GiftText.escape(plain);
    }
}
