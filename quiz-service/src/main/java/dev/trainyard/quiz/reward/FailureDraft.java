package dev.trainyard.quiz.reward;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That a winner was not paid, and why. */
record FailureDraft(
        @NotBlank @Size(max = 500) @Schema(examples = "The account does not exist")
        String reason) {}
