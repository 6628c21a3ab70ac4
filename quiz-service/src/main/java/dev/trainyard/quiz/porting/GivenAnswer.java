package dev.trainyard.quiz.porting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a player answered, as column given of table answer has it; it is read by Jackson, which no endpoint asks for.
 *
 * @param options counted from 0, null of other questions
 * @param value null of other questions
 * @param text null of other questions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
record GivenAnswer(List<Integer> options, BigDecimal value, String text) {

    private static final String BETWEEN = " | ";

    /** An answer as it is stored. */
    static GivenAnswer of(String given, ObjectMapper json) {
        try {
            return json.readValue(given, GivenAnswer.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An answer is no JSON object", impossible);
        }
    }

    /** The answer to a question in the question's own words, for a spreadsheet. */
    String inWordsOf(Question question) {
        return switch (question) {
            case SingleChoiceQuestion q -> chosen(q.options());
            case MultipleChoiceQuestion q -> chosen(q.options());
            case OrderingQuestion q -> chosen(q.options());
            case NumericQuestion _ -> value.toPlainString();
            case TextQuestion _ -> FormulaGuard.guard(text);
        };
    }

    private String chosen(List<String> all) {
        return FormulaGuard.guard(options.stream().map(all::get).collect(Collectors.joining(BETWEEN)));
    }
}
