package dev.trainyard.training.onboarding;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the user did a step. */
@Schema(examples = """
        {"outcome": "completed"}""")
record StepDraft(@NotNull StepOutcome outcome) {}
