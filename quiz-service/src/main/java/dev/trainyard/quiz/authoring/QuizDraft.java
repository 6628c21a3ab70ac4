package dev.trainyard.quiz.authoring;

import dev.trainyard.quiz.question.Question;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the creator of a quiz may set while it is a draft. The bounds mirror the check constraints of table quiz. */
record QuizDraft(
        @NotBlank @Size(max = 200) @Schema(examples = "Anatomy")
        String title,

        @Size(max = 2_000) String description,

        @Schema(description = "How it is played; by default as the defaults of each say") @Valid
        QuizSettings settings,

        @Schema(description = "In the order in which they are asked") @NotNull @Size(max = 500)
        List<@NotNull @Valid Question> questions) {

    QuizDraft {
        settings = settings == null ? QuizSettings.usual() : settings;
    }
}
