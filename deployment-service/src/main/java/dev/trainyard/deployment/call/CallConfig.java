package dev.trainyard.deployment.call;

import dev.trainyard.kit.outward.OutwardConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much calls of runs may take, beside what {@link OutwardConfig} says of every call. */
@ConfigMapping(prefix = "trainyard.calls")
public interface CallConfig {

    /** How long a call may take in all: waiting for its turn, the name's address, redirects and the last byte. */
    @WithDefault("PT30S")
    Duration timeout();

    /** The most bytes of a request's body. */
    @WithDefault("1048576")
    @Min(0)
    @Max(64 << 20)
    int maxRequestBytes();

    /** The most redirects of a call. */
    @WithDefault("5")
    @Min(0)
    @Max(20)
    int maxRedirects();

    /** The most calls at once of a user, on this replica. */
    @WithDefault("20")
    @Min(1)
    int maxConcurrentPerUser();

    /** The most calls at once to a host, whoever calls, from this replica. */
    @WithDefault("20")
    @Min(1)
    int maxConcurrentPerHost();

    /** How long a call waits for its turn when there are too many. */
    @WithDefault("PT2S")
    Duration patience();
}
