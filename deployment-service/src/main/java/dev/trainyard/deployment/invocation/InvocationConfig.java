package dev.trainyard.deployment.invocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long callers wait for their runs, and how many of them. */
@ConfigMapping(prefix = "trainyard.invocation")
public interface InvocationConfig {

    /** How long a caller that says nothing about it waits for the end of its run. */
    @WithDefault("PT10S")
    @DurationMin
    @DurationMax(seconds = 110)
    Duration patience();

    /** How long a caller may ask to wait. */
    @WithDefault("PT25S")
    @DurationMin
    @DurationMax(seconds = 110)
    Duration maxPatience();

    /** How many callers may wait at once on this replica. */
    @WithDefault("256")
    @Min(1)
    int maxWaiting();

    /** How many runs may be in line for one deployment. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int maxQueued();

    /** How soon a run in line begins that nobody has called up. */
    @WithDefault("PT10S")
    @DurationMin(millis = 10)
    Duration lineEvery();
}
