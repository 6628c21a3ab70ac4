package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.util.ArrayList;
import java.util.List;

/** A line of a CSV file. */
record CsvLine(CsvColumns columns, List<String> fields) {

    private static final String SEVERAL = "[;,|\\s]+";

    /** The question of the line; one choice where no kind is said. */
    Question question() throws MalformedRecord {
        String kind = field(CsvColumns.KIND);
        return switch (kind) {
            case "", SingleChoiceQuestion.KIND ->
                new SingleChoiceQuestion(null, text(), options(), rightOption(), points(), timeLimitSeconds());
            case MultipleChoiceQuestion.KIND ->
                new MultipleChoiceQuestion(null, text(), options(), rightOptions(), points(), timeLimitSeconds());
            case OrderingQuestion.KIND -> new OrderingQuestion(null, text(), options(), points(), timeLimitSeconds());
            case NumericQuestion.KIND -> numeric();
            case TextQuestion.KIND -> new TextQuestion(null, text(), options(), points(), timeLimitSeconds());
            default ->
                throw new MalformedRecord(
                        "is of a kind that is none of single_choice, multiple_choice, ordering," + " numeric and text");
        };
    }

    private Question numeric() throws MalformedRecord {
        String tolerance = field(CsvColumns.TOLERANCE);
        return new NumericQuestion(
                null,
                text(),
                PlainNumber.of(field(CsvColumns.RIGHT)),
                tolerance.isEmpty() ? null : PlainNumber.of(tolerance),
                points(),
                timeLimitSeconds());
    }

    private String text() {
        return columns.position(CsvColumns.TEXT).stream()
                .mapToObj(this::fieldAt)
                .map(FormulaGuard::unguard)
                .findFirst()
                .orElse("");
    }

    /** Without the blank cells at the end: a gap would move what the numbers of the right ones mean. */
    private List<String> options() throws MalformedRecord {
        List<String> options = new ArrayList<>(columns.options().stream()
                .map(this::fieldAt)
                .map(FormulaGuard::unguard)
                .toList());
        while (!options.isEmpty() && options.getLast().isBlank()) {
            options.removeLast();
        }
        if (options.stream().anyMatch(String::isBlank)) {
            throw new MalformedRecord("has a blank option before others");
        }
        return options;
    }

    private Integer rightOption() throws MalformedRecord {
        List<Integer> right = rightOptions();
        if (right.size() > 1) {
            throw new MalformedRecord("has several right options, and is not of the kind multiple_choice");
        }
        return right.isEmpty() ? null : right.getFirst();
    }

    private List<Integer> rightOptions() throws MalformedRecord {
        List<Integer> right = new ArrayList<>();
        for (String option : field(CsvColumns.RIGHT).split(SEVERAL, -1)) {
            if (!option.isEmpty()) {
                right.add(numberOf(option));
            }
        }
        return right;
    }

    /** Counted from 0; people write 1, 2, … or A, B, …. */
    private static int numberOf(String option) throws MalformedRecord {
        char letter = Character.toUpperCase(option.charAt(0));
        return option.length() == 1 && letter >= 'A' && letter <= 'Z' ? letter - 'A' : PlainNumber.whole(option) - 1;
    }

    private Integer points() throws MalformedRecord {
        return whole(CsvColumns.POINTS);
    }

    private Integer timeLimitSeconds() throws MalformedRecord {
        return whole(CsvColumns.TIME_LIMIT);
    }

    private Integer whole(String name) throws MalformedRecord {
        String field = field(name);
        return field.isEmpty() ? null : PlainNumber.whole(field);
    }

    private String field(String name) {
        return columns.position(name).stream()
                .mapToObj(this::fieldAt)
                .findFirst()
                .orElse("")
                .strip();
    }

    private String fieldAt(int position) {
        return position < fields.size() ? fields.get(position) : "";
    }
}
