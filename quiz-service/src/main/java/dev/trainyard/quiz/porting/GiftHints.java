package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.TextQuestion;
import java.util.StringJoiner;

/**
 * What GIFT has no place for, in a comment that other programs pass over: {@code // trainyard: points=250}.
 *
 * @param kind null where the answers tell
 * @param points null for the default
 * @param timeLimitSeconds null for none
 */
record GiftHints(String kind, Integer points, Integer timeLimitSeconds) {

    private static final String COMMENT = "// trainyard:";

    static GiftHints none() {
        return new GiftHints(null, null, null);
    }

    static GiftHints of(Question question) {
        boolean looksLikeMatching = question instanceof TextQuestion text
                && text.acceptedTexts().toString().contains("->");
        return new GiftHints(
                looksLikeMatching ? TextQuestion.KIND : null,
                question.points() == Question.DEFAULT_POINTS ? null : question.points(),
                question.timeLimitSeconds());
    }

    /** These, and what a comment of a file adds to them; a comment of others adds nothing. */
    GiftHints and(String comment) throws MalformedRecord {
        String line = comment.strip();
        if (!line.startsWith(COMMENT)) {
            return this;
        }
        GiftHints hints = this;
        for (String hint : line.substring(COMMENT.length()).strip().split("\\s+", -1)) {
            int equals = hint.indexOf('=');
            String name = equals < 0 ? hint : hint.substring(0, equals);
            String value = hint.substring(equals + 1);
            hints = switch (name) {
                case "kind" -> new GiftHints(value, hints.points, hints.timeLimitSeconds);
                case "points" -> new GiftHints(hints.kind, PlainNumber.whole(value), hints.timeLimitSeconds);
                case "timeLimitSeconds" -> new GiftHints(hints.kind, hints.points, PlainNumber.whole(value));
                default ->
                    throw new MalformedRecord(
                            "has a comment with a hint that is none of kind, points and timeLimitSeconds");
            };
        }
        return hints;
    }

    /** The comment, with its line end; empty where there is nothing to say. */
    String toComment() {
        StringJoiner comment = new StringJoiner(" ", COMMENT + " ", "\n").setEmptyValue("");
        if (kind != null) {
            comment.add("kind=" + kind);
        }
        if (points != null) {
            comment.add("points=" + points);
        }
        if (timeLimitSeconds != null) {
            comment.add("timeLimitSeconds=" + timeLimitSeconds);
        }
        return comment.toString();
    }
}
