package dev.trainyard.deployment.prune;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How logs are kept to their number. */
@ConfigMapping(prefix = "trainyard.log-pruning")
interface PruneConfig {

    /** What the rollout {@code log-pruning} has for plain. */
    @WithDefault("not-in")
    Plain plain();

    /** How often a replica looks for what is to be pruned; {@code off} on one that only answers requests. */
    @WithDefault("1s")
    String every();

    /** The strategies that prune in the run that has ended. */
    enum Plain {
        /** Each run deletes all but the newest N. */
        NOT_IN,
        /** One run in ten deletes what is older than the newest N. */
        OFFSET_10,
        /** Runs delete nothing, only the hourly sweep does: to measure what the others cost. */
        NONE
    }
}
