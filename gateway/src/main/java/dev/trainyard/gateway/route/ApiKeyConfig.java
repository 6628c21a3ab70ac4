package dev.trainyard.gateway.route;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.Set;

/** What may pass with an API key instead of a token. */
@ConfigMapping(prefix = "trainyard.gateway.api-keys")
public interface ApiKeyConfig {

    /**
     * The paths to which whoever has a key may POST, such as {@code /api/v1/deployments/{id}/invoke}: the service behind
     * knows the keys. {@code *} stands for one plain segment.
     */
    Optional<
                    Set<
                            @Pattern(
                                    regexp = "(/([A-Za-z0-9_~-]+|\\*))+",
                                    message = "must be a path like /api/v1/things/*/do, with no slash at its end")
                            String>>
            posts();

    /** The paths that whoever has a key may GET, written likewise. */
    Optional<
                    Set<
                            @Pattern(
                                    regexp = "(/([A-Za-z0-9_~-]+|\\*))+",
                                    message = "must be a path like /api/v1/things/*/do, with no slash at its end")
                            String>>
            gets();
}
