package dev.trainyard.deployment.apikey;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What its owner says of a key.
 *
 * @param deployments those that it may invoke; null for all that the owner has, now and later
 * @param expiresAt null for never
 */
@Schema(examples = """
        {"name": "Club's website", "deployments": ["01a1fea3-94ae-7e78-928c-049a2e178e82"],
         "expiresAt": "2027-01-01T00:00:00Z"}""")
record ApiKeyDraft(
        @NotNull @Size(min = 1, max = 120) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Size(min = 1, max = 100) Set<@NotNull UUID> deployments,
        Instant expiresAt) {}
