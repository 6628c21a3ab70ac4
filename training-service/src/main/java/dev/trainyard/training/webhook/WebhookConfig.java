package dev.trainyard.training.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Whose webhooks are taken, and how. */
@ConfigMapping(prefix = "trainyard.webhooks")
public interface WebhookConfig {

    /** By name, such as {@code strava}; a provider that is not named here sends nothing. */
    Map<@Pattern(regexp = "[a-z][a-z0-9-]{0,31}", message = "must be a name like strava") String, Agreement>
            providers();

    /** How often the queue is looked at. */
    @WithDefault("PT1S")
    Duration every();

    /** How often an event may fail before it is put aside for an admin to look at. */
    @WithDefault("8")
    @Min(1)
    @Max(1000)
    int maxAttempts();

    /** After its first failure an event is processed again after this, after each further one after twice as long. */
    @WithDefault("PT30S")
    Duration retryAfter();

    /** How long events are kept after they were settled: they tell what was taken already, and what was deleted. */
    @WithDefault("P30D")
    Duration retention();

    /** What was agreed with a provider, which proves that it is the one who sends. */
    interface Agreement {

        /** The last segment of the address that the provider is given, which nobody else knows. */
        @Pattern(regexp = "[A-Za-z0-9-]{16,64}", message = "must be 16 to 64 letters, digits and hyphens")
        String pathSecret();

        /** What the provider repeats when it asks whether it is welcome; without one it is not. */
        Optional<@Pattern(regexp = ".{8,200}", message = "must have 8 to 200 characters") String> verifyToken();

        /** The one subscription whose events are taken; any while it is not known yet. */
        Optional<String> subscriptionId();

        /** The key of the signatures, of a provider that signs: HMAC-SHA256 of the body. */
        Optional<@Pattern(regexp = ".{8,200}", message = "must have 8 to 200 characters") String> hmacSecret();

        /** The header with the signature, in hexadecimal with or without {@code sha256=} before it, or in Base64. */
        @WithDefault("X-Hub-Signature-256")
        String hmacHeader();
    }
}
