package dev.trainyard.workout.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How much of a replica imports may take. */
@ConfigMapping(prefix = "trainyard.imports")
interface ImportConfig {

    /**
     * How many imports a replica works on at once; each has a connection of its own, and another one now and then. One
     * more is answered 503 at once.
     */
    @WithDefault("3")
    @Min(1)
    int maxAtOnce();
}
