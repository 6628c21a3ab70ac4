package dev.trainyard.gateway.route;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.Set;

/** What may pass without a token. */
@ConfigMapping(prefix = "trainyard.gateway.anonymous")
public interface AnonymousConfig {

    /**
     * The paths to whose items anybody may POST, such as {@code /api/v1/recovery/webhooks} for
     * {@code /api/v1/recovery/webhooks/1}: the service behind must know by itself who sends. A last segment {@code *}
     * stands for one plain segment: {@code /api/v1/activities/webhooks/*}.
     */
    Optional<
                    Set<
                            @Pattern(
                                    regexp = "(/[A-Za-z0-9_~-]+)+(/\\*)?",
                                    message =
                                            "must be a path like /api/v1/things or /api/v1/things/*, with no slash at its end")
                            String>>
            posts();

    /** The paths whose items anybody may GET, written likewise: some who send webhooks ask first whether they are welcome. */
    Optional<
                    Set<
                            @Pattern(
                                    regexp = "(/[A-Za-z0-9_~-]+)+(/\\*)?",
                                    message =
                                            "must be a path like /api/v1/things or /api/v1/things/*, with no slash at its end")
                            String>>
            gets();
}
