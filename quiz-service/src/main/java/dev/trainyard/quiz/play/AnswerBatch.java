package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers that a player sends together. */
record AnswerBatch(
        @Schema(description = "Which attempt they belong to; may be left out where there is only one", examples = "1")
        @Min(1)
        @Max(10)
        Integer attempt,

        @Schema(maxItems = MAX) @NotEmpty List<@NotNull @Valid AnswerDraft> answers) {

    static final int MAX = 500;

    /** Refuses more answers than a quiz has questions. */
    void requireFew() {
        if (answers.size() > MAX) {
            throw Problem.of(422, "too-many-answers", "At most " + MAX + " answers are taken at once.");
        }
    }

    /** The attempt that is meant. */
    int attemptOf(OpenedQuiz quiz) {
        if (attempt != null) {
            return attempt;
        }
        if (quiz.settings().attempts() > 1) {
            throw Problem.invalid(Violation.inBody("/attempt", "must be said: the quiz allows several"));
        }
        return 1;
    }
}
