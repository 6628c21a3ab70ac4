package dev.trainyard.deployment.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How deployments are remembered, and canaries judged. */
@ConfigMapping(prefix = "trainyard.deployments")
public interface DeploymentConfig {

    Cache cache();

    Canary canary();

    /** What a replica remembers. */
    interface Cache {

        /** How many deployments, of all users; some 500 bytes each. Those that were not invoked the longest go first. */
        @WithDefault("20000")
        @Min(0)
        long maxDeployments();

        /** How long a deployment is remembered. A backstop: changes are told at once. */
        @WithDefault("PT10M")
        Duration ttl();
    }

    /** How canaries are judged. */
    interface Canary {

        /** How many runs of a canary are too few to judge it by. */
        @WithDefault("10")
        @Min(1)
        int minRuns();

        /** How many good runs of a canary a replica counts before it says so; a bad one is said at once. */
        @WithDefault("20")
        @Min(1)
        int countedRuns();
    }
}
