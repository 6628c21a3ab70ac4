package dev.trainyard.kit.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Map;

/** How a rollout stands until an admin, or the rollout itself, changes that. */
@ConfigMapping(prefix = "trainyard.rollout")
public interface RolloutConfig {

    /** By the rollout's name. */
    @WithParentName
    @WithDefaults
    Map<String, Initially> byName();

    /** The state of a rollout that has no row in the database. */
    interface Initially {

        /** The share of users who get the fast variant, in per cent. */
        @WithDefault("100")
        @Min(0)
        @Max(100)
        int percent();

        /** The share of reads that run both variants and compare them, in per mille. */
        @WithDefault("10")
        @Min(0)
        @Max(1000)
        int comparePerMille();

        /** Turned off at this many answers that differ. */
        @WithDefault("1")
        @Min(1)
        int mismatches();

        /** Turned off above this share of failing calls, in per mille, when the plain variant is not above it too. */
        @WithDefault("10")
        @Min(0)
        @Max(1000)
        int errorsPerMille();

        /** Turned off when the p95 latency of fast is more than this many times that of plain. */
        @WithDefault("2")
        @DecimalMin("0.1")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 2)
        BigDecimal latencyRatio();

        /** How many calls errors and latency are judged by. */
        @WithDefault("200")
        @Min(10)
        @Max(100_000)
        int minCalls();
    }
}
