package dev.trainyard.training.token;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which token: a user has at most one of each provider. */
public record TokenReference(
        @NotNull
        @Size(min = 1, max = 255)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not hold control characters")
        @Schema(examples = "ada")
        String user,

        @NotNull @Pattern(regexp = PROVIDER, message = PROVIDER_RULE) @Schema(examples = "strava")
        String provider) {

    static final String PROVIDER = "[a-z0-9][a-z0-9-]{0,62}";
    static final String PROVIDER_RULE = "must be at most 63 lower-case letters, digits and hyphens";
}
