package dev.trainyard.deployment.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What a run may use. One that goes beyond is faulted, which nothing catches: so also what never ends does. */
@ConfigMapping(prefix = "trainyard.engine")
public interface EngineConfig {

    /** How many tasks a run may begin in all; rounds of loops and attempts count as well. */
    @WithDefault("100000")
    @Min(1)
    @Max(100_000_000)
    long maxSteps();

    /** How many bytes the data of a run may have between two advances, about. */
    @WithDefault("4194304")
    @Min(1024)
    @Max(1 << 28)
    long maxStateBytes();

    /** How deep tasks may be in each other. */
    @WithDefault("64")
    @Min(1)
    @Max(500)
    int maxNesting();

    /** How many tasks a run may have going on at once, those that others are part of included. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int maxTasksAtOnce();

    /** How many tasks one advance begins before it lets its run be saved, or cancelled. */
    @WithDefault("100")
    @Min(1)
    @Max(100_000)
    int stepsPerAdvance();
}
