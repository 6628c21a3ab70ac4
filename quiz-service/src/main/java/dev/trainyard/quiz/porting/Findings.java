package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in a file: the questions that a quiz may have, by the same rules as everywhere, and what is not taken in, by the
 * line where it begins.
 */
final class Findings {

    /** How many questions one import may bring: what fills twenty quizzes. */
    static final int MAX_QUESTIONS = 10_000;

    /** How many records are told of, of either kind; they are all counted. */
    static final int MAX_TOLD = 1_000;

    /** How many records may be malformed, before it is no use to go on. */
    private static final int MAX_MALFORMED = 10_000;

    private static final int MAX_ELEMENTS = 20;

    private final SourceText file;
    private final Validator validator;
    private final List<Question> questions = new ArrayList<>();
    private final Notes malformed = new Notes();
    private final Notes notes = new Notes();

    Findings(SourceText file, Validator validator) {
        this.file = file;
        this.validator = validator;
    }

    /** Makes a question of a record, and notes what it leaves out. */
    @FunctionalInterface
    interface RecordReader {
        Question read(Consumer<String> note) throws MalformedRecord;
    }

    /** A record that takes the lines from {@code first} to {@code last}, counted from 1. */
    void record(int first, int last, RecordReader reader) {
        OptionalInt broken = file.brokenLine(first, last);
        if (broken.isPresent()) {
            leaveOut(first, "line " + broken.getAsInt() + " is not UTF-8 text");
            return;
        }
        try {
            Set<String> leftOut = new LinkedHashSet<>();
            Question question = reader.read(leftOut::add);
            refuseTooLong(question);
            Set<ConstraintViolation<Question>> violations = validator.validate(question);
            if (violations.isEmpty()) {
                take(question);
                leftOut.forEach(reason -> notes.add(first, reason));
            } else {
                leaveOut(first, reasons(violations));
            }
        } catch (MalformedRecord noQuestion) {
            leaveOut(first, noQuestion.getMessage());
        }
    }

    List<Question> questions() {
        return questions;
    }

    Notes malformed() {
        return malformed;
    }

    Notes notes() {
        return notes;
    }

    private void take(Question question) {
        if (questions.size() == MAX_QUESTIONS) {
            throw Problem.of(
                    422,
                    "too-many-questions",
                    "The file has more than " + MAX_QUESTIONS + " questions. Send it in parts.");
        }
        questions.add(question);
    }

    /** Each element of a list may be a violation of its own: a million of them would fill the memory. */
    private static void refuseTooLong(Question question) throws MalformedRecord {
        Stream<List<?>> lists =
                switch (question) {
                    case SingleChoiceQuestion q -> Stream.of(q.options());
                    case MultipleChoiceQuestion q -> Stream.of(q.options(), q.rightOptions());
                    case OrderingQuestion q -> Stream.of(q.options());
                    case TextQuestion q -> Stream.of(q.acceptedTexts());
                    case NumericQuestion _ -> Stream.empty();
                };
        if (lists.anyMatch(list -> list.size() > MAX_ELEMENTS)) {
            throw new MalformedRecord("has more answers than any question may");
        }
    }

    private void leaveOut(int line, String reason) {
        if (malformed.count() == MAX_MALFORMED) {
            throw Problem.of(
                    422,
                    "too-many-malformed",
                    "More than " + MAX_MALFORMED + " records are malformed. The file may be of another format.");
        }
        malformed.add(line, reason);
    }

    private static String reasons(Set<ConstraintViolation<Question>> violations) {
        return violations.stream()
                .map(violation -> pointer(violation.getPropertyPath()) + ": " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** As the API points to values of a question. */
    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    /** Notes of one kind: the first ones, and how many there are. */
    static final class Notes {

        private final List<FileNote> told = new ArrayList<>();
        private int count;

        private void add(int line, String reason) {
            count++;
            if (told.size() < MAX_TOLD) {
                told.add(new FileNote(line, reason));
            }
        }

        List<FileNote> told() {
            return told;
        }

        int count() {
            return count;
        }
    }
}
