package dev.trainyard.deployment.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many may follow logs as they come, and for how long. */
@ConfigMapping(prefix = "trainyard.log-tail")
interface TailConfig {

    /** How often a replica asks for what is new, once for all who follow something; {@code off} if nobody may. */
    @WithDefault("1s")
    String every();

    /** How many may follow on one replica: each holds a connection and a few kilobytes. */
    @WithDefault("200")
    @Min(0)
    int max();

    /** How many of them for one user. */
    @WithDefault("10")
    @Min(0)
    int maxPerUser();

    /** After that much silence a comment is sent; less than the gateway allows a body to pause. */
    @WithDefault("PT15S")
    @DurationMin(seconds = 1)
    Duration heartbeat();

    /** Who has not taken what was sent for that long is dropped. */
    @WithDefault("PT30S")
    @DurationMin(seconds = 1)
    Duration patience();

    /** Then who follows has to come again, with a token that is good still. */
    @WithDefault("PT15M")
    @DurationMin(seconds = 1)
    Duration longest();
}
