package dev.trainyard.training.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How tokens are kept. */
@ConfigMapping(prefix = "trainyard.vault")
public interface VaultConfig {

    /**
     * The keys that tokens are encrypted with at rest, each as {@code id:key} with 32 random bytes in Base64. The first one
     * encrypts; all of them decrypt. Without one the service does not start.
     */
    Optional<List<String>> keys();

    /** How often it is looked for tokens that are under a former key. */
    @WithDefault("PT1M")
    Duration rewrapEvery();
}
