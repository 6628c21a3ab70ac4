package dev.trainyard.deployment.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What its owner says of a webhook: what it is called. */
@Schema(examples = """
        {"name": "Shop orders"}""")
record WebhookDraft(
        @NotNull @Size(min = 1, max = 120) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name) {}
