package dev.trainyard.deployment.secret;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The value of a secret, as a client sends it.
 *
 * @param value what it may be is up to {@link SecretRules}
 */
record SecretDraft(
        @NotNull
        @Schema(
                implementation = Object.class,
                description = "A text, or an object for $secrets.name.member; at most 16 KiB as JSON",
                examples = {"{\"username\": \"coach\", \"password\": \"correct horse battery staple\"}"})
        JsonNode value) {

    @Override
    public String toString() {
        return "SecretDraft";
    }
}
