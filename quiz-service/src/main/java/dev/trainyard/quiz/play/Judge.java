package dev.trainyard.quiz.play;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says whether an answer is right. When it was given is not asked here. */
final class Judge {

    private static final int MAX_TEXT = 500;
    private static final int MAX_DIGITS = 30;

    private Judge() {}

    /** Empty when the answer does not fit the kind of the question. */
    static Optional<JudgedAnswer> judge(OpenedQuestion asked, AnswerDraft answer, List<Integer> shownOptions) {
        return switch (asked.question()) {
            case SingleChoiceQuestion q ->
                options(answer, shownOptions)
                        .filter(chosen -> chosen.size() == 1)
                        .map(chosen -> judged(asked, options(chosen), chosen.contains(q.rightOption())));
            case MultipleChoiceQuestion q ->
                options(answer, shownOptions)
                        .filter(chosen -> !chosen.isEmpty())
                        .map(chosen -> judged(
                                asked,
                                options(chosen.stream().sorted().toList()),
                                Set.copyOf(chosen).equals(Set.copyOf(q.rightOptions()))));
            case OrderingQuestion q ->
                options(answer, shownOptions)
                        .filter(chosen -> chosen.size() == q.options().size())
                        .map(chosen ->
                                judged(asked, options(chosen), chosen.equals(KeyedOrder.ascending(chosen.size()))));
            case NumericQuestion q ->
                value(answer)
                        .map(value -> judged(
                                asked,
                                new JsonObject().put("value", value),
                                value.subtract(q.rightValue()).abs().compareTo(q.tolerance()) <= 0));
            case TextQuestion q ->
                text(answer)
                        .map(text -> judged(
                                asked,
                                new JsonObject().put("text", text),
                                q.acceptedTexts().stream().anyMatch(accepted -> readsAs(accepted, text))));
        };
    }

    /** Whether two texts are the same but for case, blanks, and how their accents are encoded. */
    private static boolean readsAs(String accepted, String text) {
        return readable(accepted).equals(readable(text));
    }

    private static String readable(String text) {
        return Blanks.merged(Normalizer.normalize(text, Normalizer.Form.NFC)).toLowerCase(Locale.ROOT);
    }

    private static JudgedAnswer judged(OpenedQuestion asked, JsonObject given, boolean isCorrect) {
        return new JudgedAnswer(
                asked.id(),
                asked.position(),
                given.encode(),
                isCorrect,
                asked.question().points(),
                asked.question().timeLimitSeconds());
    }

    private static JsonObject options(List<Integer> chosen) {
        return new JsonObject().put("options", new JsonArray(chosen));
    }

    /** In the numbering of the creator. */
    private static Optional<List<Integer>> options(AnswerDraft answer, List<Integer> shown) {
        List<Integer> chosen = answer.options();
        if (chosen == null
                || saysMore(answer.value(), answer.text())
                || chosen.size() > shown.size()
                || chosen.stream().anyMatch(place -> place == null || place < 0 || place >= shown.size())
                || new HashSet<>(chosen).size() < chosen.size()) {
            return Optional.empty();
        }
        return Optional.of(chosen.stream().map(shown::get).toList());
    }

    private static Optional<BigDecimal> value(AnswerDraft answer) {
        if (answer.value() == null || saysMore(answer.options(), answer.text())) {
            return Optional.empty();
        }
        BigDecimal value = answer.value().stripTrailingZeros();
        return value.precision() <= MAX_DIGITS && Math.abs(value.scale()) <= MAX_DIGITS
                ? Optional.of(value)
                : Optional.empty();
    }

    private static Optional<String> text(AnswerDraft answer) {
        if (answer.text() == null
                || saysMore(answer.options(), answer.value())
                || Blanks.merged(answer.text()).isEmpty()
                || answer.text().length() > MAX_TEXT) {
            return Optional.empty();
        }
        return Optional.of(answer.text().strip());
    }

    private static boolean saysMore(Object... others) {
        return Stream.of(others).anyMatch(Objects::nonNull);
    }
}
