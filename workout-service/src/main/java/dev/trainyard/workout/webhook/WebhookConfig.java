package dev.trainyard.workout.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How webhooks of recovery and sleep are taken. */
@ConfigMapping(prefix = "trainyard.recovery")
public interface WebhookConfig {

    /**
     * The key that the secrets of connections are encrypted with at rest: 32 random bytes in Base64. Without one there
     * are no connections, and everything else works. Another key makes the secrets unreadable: they must be rotated.
     */
    Optional<String> secretKey();

    /** How far the timestamp of a signature may be from now, either way. */
    @WithDefault("PT5M")
    Duration signatureWindow();

    /** How long events are kept, at least twice as long as a signature is good for: they tell what was taken already. */
    @WithDefault("P30D")
    Duration eventRetention();
}
