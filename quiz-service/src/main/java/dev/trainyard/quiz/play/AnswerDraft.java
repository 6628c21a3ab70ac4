package dev.trainyard.quiz.play;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An answer as a player gives it: one of the three, as the kind of the question wants it. */
@Schema(description = "An answer: one of options, value and text, as the kind of the question wants it")
record AnswerDraft(
        @NotNull UUID question,

        @Schema(
                description =
                        "Of a choice the chosen options, of an ordering all of them in the order meant; counted from"
                                + " 0 as the player was shown them",
                examples = "[2]")
        List<Integer> options,

        @Schema(description = "The answer to a numeric question")
        BigDecimal value,

        @Schema(description = "The answer to a text question", maxLength = 500)
        String text) {}
