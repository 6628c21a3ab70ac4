package dev.trainyard.quiz.play;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants to play what. */
record JoinDraft(
        @Schema(description = "What the host has told, in upper or lower case", examples = "K7QM2X")
        @NotBlank
        @Size(max = 20)
        String code,

        @Schema(description = "What the others see; unique in the quiz", examples = "Ada") @NotBlank @Size(max = 40)
        String name) {

    /** The code as it is stored. */
    String storedCode() {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /** The name as it is shown; 400 when it cannot be. */
    String shownName() {
        return PlayerName.shown(name);
    }
}
