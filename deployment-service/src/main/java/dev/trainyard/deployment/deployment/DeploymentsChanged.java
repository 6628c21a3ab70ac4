package dev.trainyard.deployment.deployment;

import java.util.List;
import java.util.UUID;

/** Deployments that were changed or deleted, in the transaction that is going on. */
record DeploymentsChanged(List<UUID> ids) {

    static DeploymentsChanged of(UUID id) {
        return new DeploymentsChanged(List.of(id));
    }
}
