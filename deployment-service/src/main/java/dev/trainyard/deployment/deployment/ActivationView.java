package dev.trainyard.deployment.deployment;

import java.time.Instant;

/**
 * A change of which versions get invocations.
 *
 * @param number counts a deployment's activations from 1
 * @param isAutomatic whether the service did it, rather than the owner
 * @param from the version that was active before; null for the first
 * @param to the version that was active from then on
 * @param canaryVersion the canary that it is about, or that it ended; null for none
 * @param canaryPercent the share that the canary got; null when it ended
 */
record ActivationView(
        int number,
        ActivationKind kind,
        boolean isAutomatic,
        Integer from,
        int to,
        Integer canaryVersion,
        Integer canaryPercent,
        String note,
        Instant at) {}
