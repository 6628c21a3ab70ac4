package dev.trainyard.workout.resolution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;

/** How names of exercises are resolved. */
@ConfigMapping(prefix = "trainyard.resolution")
public interface ResolutionConfig {

    /** How alike a name must be to one in the catalogue to be suggested, from 0.3 to 1. */
    @WithDefault("0.4")
    @DecimalMin("0.3")
    @DecimalMax("1")
    BigDecimal minSimilarity();

    Cache cache();

    /** What a replica remembers. */
    interface Cache {

        /** How many names, of all users; some 300 bytes each. Those that were not asked for the longest go first. */
        @WithDefault("100000")
        @Min(0)
        long maxNames();

        /** How long a name is remembered. A backstop: changes are told at once. */
        @WithDefault("PT10M")
        Duration ttl();

        /** Of how many of the users who are training now the names are read when the service starts. */
        @WithDefault("50")
        @Min(0)
        int warmUsers();
    }
}
