package dev.trainyard.kit.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a service keeps what is secret. */
@ConfigMapping(prefix = "trainyard.vault")
public interface VaultConfig {

    /**
     * The keys that secrets are encrypted with at rest, each as {@code id:key} with 32 random bytes in Base64. The first one
     * encrypts; all of them decrypt. Without one a service that keeps secrets does not start.
     */
    Optional<List<String>> keys();

    /** How often it is looked for secrets that are under a former key. */
    @WithDefault("PT1M")
    Duration rewrapEvery();
}
