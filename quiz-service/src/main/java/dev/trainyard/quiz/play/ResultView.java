package dev.trainyard.quiz.play;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How an attempt has gone, for its player.
 *
 * @param answers before closing the questions that were answered, afterwards all, in the order of the attempt
 */
record ResultView(AttemptView attempt, List<AnsweredQuestion> answers) {

    /**
     * A question with its answer.
     *
     * @param given null when there was no answer
     * @param elapsedMs since the question was put
     * @param isCorrect null until the quiz is closed
     * @param points null until the quiz is closed
     * @param right null until the quiz is closed
     */
    record AnsweredQuestion(
            PlayedQuestion question,
            @Schema(nullable = true) GivenAnswer given,
            @Schema(nullable = true) Instant answeredAt,
            @Schema(nullable = true) Long elapsedMs,
            @Schema(nullable = true) Boolean isCorrect,
            @Schema(nullable = true) Integer points,
            @Schema(nullable = true) RightAnswer right) {}
}
