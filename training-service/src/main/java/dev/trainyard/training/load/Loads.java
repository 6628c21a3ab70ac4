package dev.trainyard.training.load;

import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Reads the figures of a user's days, from whichever source the rollout says. */
@ApplicationScoped
class Loads {

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "set-based-acwr", "Load over time as one statement keeps it, instead of a loop over all days");

    private final Rollouts rollouts;
    private final PlainLoads plain;
    private final StoredLoads stored;

    Loads(Rollouts rollouts, PlainLoads plain, StoredLoads stored) {
        this.rollouts = rollouts;
        this.plain = plain;
        this.stored = stored;
    }

    LoadSeries read(String user, Metric metric, LoadRange range) {
        return rollouts.read(
                ROLLOUT.name(), user, () -> plain.read(user, metric, range), () -> stored.read(user, metric, range));
    }
}
