package dev.trainyard.quiz.play;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.math.BigDecimal;
import java.util.List;

/**
 * What would have been right, in the form of an answer.
 *
 * @param options in the numbering of the attempt
 * @param tolerance how far a value may be off
 * @param texts each of which is right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RightAnswer(List<Integer> options, BigDecimal value, BigDecimal tolerance, List<String> texts) {

    static RightAnswer of(OpenedQuestion asked, List<Integer> shownOptions) {
        return switch (asked.question()) {
            case SingleChoiceQuestion q -> options(List.of(q.rightOption()), shownOptions);
            case MultipleChoiceQuestion q -> options(q.rightOptions(), shownOptions);
            case OrderingQuestion q -> options(KeyedOrder.ascending(q.options().size()), shownOptions);
            case NumericQuestion q -> new RightAnswer(null, q.rightValue(), q.tolerance(), null);
            case TextQuestion q -> new RightAnswer(null, null, null, q.acceptedTexts());
        };
    }

    private static RightAnswer options(List<Integer> right, List<Integer> shownOptions) {
        return new RightAnswer(right.stream().map(shownOptions::indexOf).toList(), null, null, null);
    }
}
