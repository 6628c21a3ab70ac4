package dev.trainyard.quiz.play;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which question a player has come to. */
record NextDraft(
        @Schema(
                description = "The question that the player has seen last; left out before the first. Asked again, the"
                        + " same is shown, and its clock goes on",
                nullable = true,
                examples = "01938f1e-7c3a-7f00-8a51-3a54e1a1c2d3")
        UUID after) {}
