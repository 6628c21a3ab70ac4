package dev.trainyard.gateway.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/** What is written down of each request. */
@ConfigMapping(prefix = "trainyard.gateway.access-log")
interface AccessLogConfig {

    /** Whether each request gets a line; on in production, where machines read the log. */
    @WithDefault("false")
    boolean enabled();

    /**
     * What users' names are hashed with, so that one user's requests can be found and nobody be named. The same for all
     * replicas; without one, each start makes its own, and hashes cannot be compared across it.
     */
    Optional<@Size(min = 16, message = "must have at least 16 characters") String> userKey();

    /** How much of a client's address is written down. */
    @WithDefault("truncated")
    ClientAddress address();
}
