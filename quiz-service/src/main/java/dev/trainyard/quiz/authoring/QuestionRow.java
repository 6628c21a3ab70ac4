package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * A row of table question as JSON, which is how any number of them come and go by one statement. A column that it does
 * not name is ignored: the next version may add some while this one still runs.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
record QuestionRow(
        UUID id,
        String kind,
        String text,
        Integer points,
        Integer timeLimitSeconds,
        List<String> options,
        List<Integer> rightOptions,
        BigDecimal rightValue,
        BigDecimal tolerance,
        List<String> acceptedTexts) {

    static QuestionRow of(Question question) {
        return switch (question) {
            case SingleChoiceQuestion q -> choice(q, SingleChoiceQuestion.KIND, q.options(), List.of(q.rightOption()));
            case MultipleChoiceQuestion q -> choice(q, MultipleChoiceQuestion.KIND, q.options(), q.rightOptions());
            case OrderingQuestion q -> choice(q, OrderingQuestion.KIND, q.options(), null);
            case NumericQuestion q -> row(q, NumericQuestion.KIND, null, null, q.rightValue(), q.tolerance(), null);
            case TextQuestion q -> row(q, TextQuestion.KIND, null, null, null, null, q.acceptedTexts());
        };
    }

    Question toQuestion() {
        return switch (kind) {
            case SingleChoiceQuestion.KIND ->
                new SingleChoiceQuestion(id, text, options, rightOptions.getFirst(), points, timeLimitSeconds);
            case MultipleChoiceQuestion.KIND ->
                new MultipleChoiceQuestion(id, text, options, rightOptions, points, timeLimitSeconds);
            case OrderingQuestion.KIND -> new OrderingQuestion(id, text, options, points, timeLimitSeconds);
            case NumericQuestion.KIND -> new NumericQuestion(id, text, rightValue, tolerance, points, timeLimitSeconds);
            case TextQuestion.KIND -> new TextQuestion(id, text, acceptedTexts, points, timeLimitSeconds);
            default -> throw new IllegalStateException("Question " + id + " is of a kind that is newer than I am");
        };
    }

    private static QuestionRow choice(Question q, String kind, List<String> options, List<Integer> rightOptions) {
        return row(q, kind, options, rightOptions, null, null, null);
    }

    private static QuestionRow row(
            Question q,
            String kind,
            List<String> options,
            List<Integer> rightOptions,
            BigDecimal rightValue,
            BigDecimal tolerance,
            List<String> acceptedTexts) {
        return new QuestionRow(
                q.id(),
                kind,
                q.text(),
                q.points(),
                q.timeLimitSeconds(),
                options,
                rightOptions,
                rightValue,
                tolerance,
                acceptedTexts);
    }
}
