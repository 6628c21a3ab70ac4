package dev.trainyard.quiz.reward;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That a winner was paid. */
@Schema(examples = "{\"reference\": \"SEPA-2026-11-21-0007\"}")
record ConfirmationDraft(
        @Schema(description = "What whoever paid calls the payment") @Size(min = 1, max = 200)
        String reference) {}
