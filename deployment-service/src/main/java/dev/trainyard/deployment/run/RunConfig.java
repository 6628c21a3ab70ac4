package dev.trainyard.deployment.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How a replica keeps its runs. */
@ConfigMapping(prefix = "trainyard.runs")
interface RunConfig {

    /** How long a run may compute before it is stored; what a crash takes with it is done again. */
    @WithDefault("PT0.05S")
    Duration saveAfter();

    /** Waits no longer than this are sat out; longer ones hold nothing but a row. */
    @WithDefault("PT1S")
    Duration sitOut();

    /** How long a replica that falls silent is believed to live. */
    @WithDefault("PT20S")
    Duration lease();

    /** How often a replica says that it lives. Several must be missed before the lease ends. */
    @WithDefault("PT5S")
    Duration renewEvery();

    /** How often a replica looks for what is due, cancelled, or has got events from another. */
    @WithDefault("PT0.5S")
    Duration lookEvery();

    /** How many runs a replica has in work at once; others wait in the table. */
    @WithDefault("500")
    @Min(1)
    @Max(100_000)
    int maxInWork();

    /** How many replicas in a row may die with a run before it counts as what kills them. */
    @WithDefault("5")
    @Min(1)
    @Max(100)
    int maxTakeovers();

    /** How long a replica that stops waits for its runs to let go. */
    @WithDefault("PT2S")
    Duration stopWithin();
}
