package dev.trainyard.quiz.play;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import java.util.List;
import java.util.UUID;

/**
 * A question of a quiz that does not change any more.
 *
 * @param position from 1, as the creator has put it
 */
record OpenedQuestion(Question question, int position) {

    UUID id() {
        return question.id();
    }

    /** In the numbering of the creator; empty when there is nothing to choose from. */
    List<String> options() {
        return switch (question) {
            case SingleChoiceQuestion q -> q.options();
            case MultipleChoiceQuestion q -> q.options();
            case OrderingQuestion q -> q.options();
            default -> List.of();
        };
    }
}
