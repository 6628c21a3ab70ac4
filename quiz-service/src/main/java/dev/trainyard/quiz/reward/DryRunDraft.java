package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whom to divide a pot among, to see what comes of it.
 *
 * @param ranks null for the ranking of the quiz, once it is closed
 */
@Schema(examples = "{\"ranks\": [1, 2, 2, 4]}")
record DryRunDraft(
        @Schema(description = "Of players that one thinks of, best first; the ranking of the closed quiz when unsaid")
        @Size(min = 1, max = 1_000)
        List<@NotNull @Min(1) @Max(100_000) Integer> ranks) {

    /** The same, as they are divided among. */
    Winners winners() {
        for (int i = 1; i < ranks.size(); i++) {
            if (ranks.get(i) < ranks.get(i - 1)) {
                throw Problem.invalid(Violation.inBody("/ranks/" + i, "must not be better than the one before"));
            }
        }
        return Winners.of(ranks);
    }
}
