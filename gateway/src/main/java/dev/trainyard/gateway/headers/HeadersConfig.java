package dev.trainyard.gateway.headers;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** What the gateway tells browsers besides the answer. */
@ConfigMapping(prefix = "trainyard.gateway.headers")
interface HeadersConfig {

    /**
     * How long browsers shall come by https only (Strict-Transport-Security). Not said by default: who tries a
     * certificate of their own would be locked out by it, and whether there is https in front only the operator knows.
     */
    Optional<Duration> hsts();
}
