package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moodle's GIFT (docs.moodle.org, "GIFT format"), with the extension of its ordering questions. Questions are apart by blank
 * lines. Titles, categories and feedback are not taken in: a question has no place for them.
 */
final class Gift implements QuestionFormat {

    private static final String COMMENT = "//";
    private static final String CATEGORY = "$CATEGORY:";
    private static final String TITLE = "::";
    private static final String GENERAL_FEEDBACK = "####";
    // What Moodle puts where the answers stand inside of a sentence.
    private static final String GAP = "_____";
    // Moodle knows the shares of the points with five digits: 33.33333.
    private static final int WEIGHT_DIGITS = 5;

    @Override
    public void read(SourceText file, Findings findings) {
        List<String> lines = file.lines();
        int start = 0;
        for (int i = 0; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).isBlank()) {
                record(lines.subList(start, i), start + 1, findings);
                start = i + 1;
            }
        }
    }

    @Override
    public String write(List<Question> questions) {
        return questions.stream().map(Gift::write).collect(Collectors.joining("\n"));
    }

    private static void record(List<String> lines, int start, Findings findings) {
        List<String> content = lines.stream().filter(line -> !isComment(line)).toList();
        if (!content.isEmpty() && !content.getFirst().strip().startsWith(CATEGORY)) {
            int first = start + lines.indexOf(content.getFirst());
            findings.record(first, start + lines.size() - 1, note -> question(lines, content, note));
        }
    }

    private static Question question(List<String> lines, List<String> content, Consumer<String> note)
            throws MalformedRecord {
        GiftHints hints = GiftHints.none();
        for (String line : lines) {
            hints = isComment(line) ? hints.and(line) : hints;
        }
        GiftText record = untitled(GiftText.of(String.join("\n", content)).strip());
        int open = record.indexOf("{");
        int close = record.indexOf("}");
        if (open < 0 && close < 0) {
            throw new MalformedRecord("is a description: it has no answers in braces");
        }
        if (open < 0 || close < open) {
            throw new MalformedRecord("has only one of the two braces around its answers");
        }
        if (record.startsWith("[html]")) {
            note.accept("is HTML, whose tags stay in the text");
        }
        String text = text(GiftFormatMark.without(record.part(0, open)), record.from(close + 1));
        GiftText answers = record.part(open + 1, close).strip();
        GiftText withoutFeedback = answers.before(GENERAL_FEEDBACK).strip();
        GiftAnswers reader = new GiftAnswers(text, hints, note);
        reader.noteFeedback(answers.indexOf(GENERAL_FEEDBACK) >= 0);
        return reader.read(withoutFeedback);
    }

    private static GiftText untitled(GiftText record) {
        int end = record.startsWith(TITLE) ? record.indexOf(TITLE, TITLE.length()) : -1;
        return end < 0 ? record : record.from(end + TITLE.length()).strip();
    }

    private static String text(GiftText before, GiftText after) {
        return after.strip().isEmpty() ? before.strip().toString() : (before + GAP + after).strip();
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith(COMMENT);
    }

    private static String write(Question question) {
        return GiftHints.of(question).toComment() + GiftFormatMark.with(question.text()) + " {" + answers(question)
                + "}\n";
    }

    private static String answers(Question question) {
        return switch (question) {
            case SingleChoiceQuestion q -> lines(q.options(), i -> i == q.rightOption() ? "=" : "~");
            case MultipleChoiceQuestion q ->
                lines(
                        q.options(),
                        i -> q.rightOptions().contains(i)
                                ? share(q.rightOptions().size())
                                : "~%-100%");
            case OrderingQuestion q ->
                ">" + q.options().size() + " ALL VERTICAL ABSOLUTE_POSITION SHOW" + lines(q.options(), i -> "");
            case NumericQuestion q ->
                "#" + q.rightValue().toPlainString() + ":" + q.tolerance().toPlainString();
            case TextQuestion q -> lines(q.acceptedTexts(), i -> "=");
        };
    }

    private static String lines(List<String> answers, IntFunction<String> mark) {
        return IntStream.range(0, answers.size())
                .mapToObj(i -> mark.apply(i) + GiftFormatMark.with(answers.get(i)))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    /** All the right ones together give all points, and one wrong one none. */
    private static String share(int rightOptions) {
        BigDecimal share =
                BigDecimal.valueOf(100).divide(BigDecimal.valueOf(rightOptions), WEIGHT_DIGITS, RoundingMode.HALF_UP);
        return "~%" + share.stripTrailingZeros().toPlainString() + "%";
    }
}
