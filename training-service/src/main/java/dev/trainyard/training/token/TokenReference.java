package dev.trainyard.training.token;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which token: a user has at most one of each provider. */
public record TokenReference(
        @NotNull @Size(min = 1, max = 255) @Pattern(regexp = USER, message = USER_RULE) @Schema(examples = "ada")
        String user,

        @NotNull @Pattern(regexp = PROVIDER, message = PROVIDER_RULE) @Schema(examples = "strava")
        String provider) {

    /** As the subject of a token of ours. */
    static final String USER = "[^\\p{Cntrl}]*";

    static final String USER_RULE = "must not hold control characters";

    static final String PROVIDER = "[a-z0-9][a-z0-9-]{0,62}";
    static final String PROVIDER_RULE = "must be at most 63 lower-case letters, digits and hyphens";
}
