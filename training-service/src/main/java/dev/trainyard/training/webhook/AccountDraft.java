package dev.trainyard.training.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who a user is with a provider. */
@Schema(examples = """
        {"ownerId": "134815"}""")
record AccountDraft(
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9_.:-]{1,64}",
                message = "must be an id of up to 64 letters, digits, '_', '.', ':' and '-'")
        String ownerId) {}
