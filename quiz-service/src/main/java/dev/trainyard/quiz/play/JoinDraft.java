package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
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

    // Joins the parts of an emoji; every other sign that cannot be seen only serves to look like somebody else.
    private static final int JOINER = 0x200D;

    /** The code as it is stored. */
    String storedCode() {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /** The name as it is shown: each stretch of blanks is one. */
    String shownName() {
        if (name.codePoints().anyMatch(JoinDraft::isInvisible)) {
            throw Problem.invalid(Violation.inBody("/name", "must not have characters that cannot be seen"));
        }
        return name.strip().replaceAll("\\s+", " ");
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (type == Character.FORMAT && character != JOINER);
    }
}
