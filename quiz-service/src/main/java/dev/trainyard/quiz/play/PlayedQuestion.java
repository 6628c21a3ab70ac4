package dev.trainyard.quiz.play;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A question as a player sees it, without anything that tells the right answer.
 *
 * @param number from 1, in the order of this attempt
 * @param options in the order of this attempt; null where there is nothing to choose from
 * @param timeLimitSeconds of this question's own; null for none
 * @param shownAt when its clock was started; null where it has none of its own
 * @param endsAt when its own time is over; null for never
 * @param isAnswered whether the player has answered it
 */
record PlayedQuestion(
        UUID id,
        int number,

        @Schema(enumeration = {"single_choice", "multiple_choice", "ordering", "numeric", "text"})
        String kind,

        String text,
        @Schema(nullable = true) List<String> options,
        int points,
        @Schema(nullable = true) Integer timeLimitSeconds,
        @Schema(nullable = true) Instant shownAt,
        @Schema(nullable = true) Instant endsAt,
        boolean isAnswered) {

    /**
     * The question {@code asked} in the order of an attempt.
     *
     * @param shownOptions at each place the creator's number of the option that stands there
     */
    static PlayedQuestion of(
            OpenedQuestion asked, int number, List<Integer> shownOptions, Instant shownAt, boolean isAnswered) {
        Question question = asked.question();
        List<String> options = asked.options();
        Integer limit = question.timeLimitSeconds();
        return new PlayedQuestion(
                asked.id(),
                number,
                kindOf(question),
                question.text(),
                options.isEmpty()
                        ? null
                        : shownOptions.stream().map(options::get).toList(),
                question.points(),
                limit,
                shownAt,
                shownAt == null || limit == null ? null : shownAt.plusSeconds(limit),
                isAnswered);
    }

    private static String kindOf(Question question) {
        return switch (question) {
            case SingleChoiceQuestion _ -> SingleChoiceQuestion.KIND;
            case MultipleChoiceQuestion _ -> MultipleChoiceQuestion.KIND;
            case OrderingQuestion _ -> OrderingQuestion.KIND;
            case NumericQuestion _ -> NumericQuestion.KIND;
            case TextQuestion _ -> TextQuestion.KIND;
        };
    }
}
