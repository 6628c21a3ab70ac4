package dev.trainyard.training.oauth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a user begins to connect a provider.
 *
 * @param redirectUri where the provider sends the user back to: one of those that the operator has configured
 */
@Schema(examples = """
        {"redirectUri": "https://app.example/connected"}""")
record AuthorizationDraft(
        @NotNull @Size(min = 1, max = 2048) String redirectUri) {}
