package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of the OpenTriviaQA collection: {@code #Q} and a question of one or more lines, {@code ^} and the right answer,
 * then {@code A}, {@code B}, … and an option each. It has no place for points and times.
 */
final class OpenTriviaQa implements QuestionFormat {

    private static final String QUESTION = "#Q";
    private static final String ANSWER = "^";
    private static final Pattern OPTION = Pattern.compile("[A-Z](\\s.*)?");
    private static final Pattern LINE_END = Pattern.compile("\r?\n|\r");

    @Override
    public void read(SourceText file, Findings findings) {
        List<String> lines = file.lines();
        int start = 0;
        for (int i = 0; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).startsWith(QUESTION)) {
                record(lines.subList(start, i), start + 1, findings);
                start = i;
            }
        }
    }

    @Override
    public String write(List<Question> questions) {
        refuseOthers(questions);
        return questions.stream()
                .map(question -> write((SingleChoiceQuestion) question))
                .collect(Collectors.joining("\n"));
    }

    private static void record(List<String> lines, int first, Findings findings) {
        if (!lines.stream().allMatch(String::isBlank)) {
            findings.record(first, first + lines.size() - 1, note -> question(lines, first));
        }
    }

    private static Question question(List<String> lines, int first) throws MalformedRecord {
        if (!lines.getFirst().startsWith(QUESTION)) {
            throw new MalformedRecord("does not begin with " + QUESTION);
        }
        List<String> text =
                lines.stream().takeWhile(line -> !line.startsWith(ANSWER)).toList();
        if (text.size() == lines.size()) {
            throw new MalformedRecord("has no line that begins with " + ANSWER + ", the right answer");
        }
        String right = lines.get(text.size()).substring(ANSWER.length()).strip();
        List<String> options = new ArrayList<>();
        for (int i = text.size() + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (OPTION.matcher(line).matches()) {
                options.add(line.substring(1).strip());
            } else if (!line.isBlank()) {
                throw new MalformedRecord("line " + (first + i) + " is no option: it does not begin with a letter");
            }
        }
        if (!options.contains(right)) {
            throw new MalformedRecord("the right answer is none of the options");
        }
        return new SingleChoiceQuestion(
                null,
                String.join("\n", text).substring(QUESTION.length()).strip(),
                options,
                options.indexOf(right),
                null,
                null);
    }

    private static String write(SingleChoiceQuestion question) {
        StringBuilder record = new StringBuilder()
                .append(QUESTION)
                .append(' ')
                .append(LINE_END.matcher(question.text().strip()).replaceAll("\n"))
                .append('\n')
                .append(ANSWER)
                .append(' ')
                .append(question.options().get(question.rightOption()).strip())
                .append('\n');
        for (int i = 0; i < question.options().size(); i++) {
            record.append((char) ('A' + i))
                    .append(' ')
                    .append(question.options().get(i).strip())
                    .append('\n');
        }
        return record.toString();
    }

    /** A file that lacks some of the questions would not be the quiz. */
    private static void refuseOthers(List<Question> questions) {
        JsonArray others = new JsonArray();
        for (int i = 0; i < questions.size(); i++) {
            int position = i + 1;
            obstacle(questions.get(i))
                    .ifPresent(reason -> others.add(
                            new JsonObject().put("position", position).put("reason", reason)));
        }
        if (!others.isEmpty()) {
            throw Problem.conflict(
                            "not-exportable",
                            "OpenTriviaQA has no place for " + others.size() + " of the questions. CSV and GIFT have.")
                    .with("questions", others);
        }
    }

    private static Optional<String> obstacle(Question question) {
        if (!(question instanceof SingleChoiceQuestion choice)) {
            return Optional.of("is not of the kind " + SingleChoiceQuestion.KIND);
        }
        if (choice.options().stream().anyMatch(option -> isOfSeveralLines(option.strip()))) {
            return Optional.of("has an option of several lines");
        }
        boolean isConfusing = LINE_END.splitAsStream(choice.text().strip())
                .skip(1)
                .anyMatch(line -> line.startsWith(QUESTION) || line.startsWith(ANSWER));
        return isConfusing
                ? Optional.of("has a line that begins with " + QUESTION + " or " + ANSWER)
                : Optional.empty();
    }

    private static boolean isOfSeveralLines(String text) {
        return LINE_END.matcher(text).find();
    }
}
