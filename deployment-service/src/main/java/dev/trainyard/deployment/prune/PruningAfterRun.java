package dev.trainyard.deployment.prune;

import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Prunes after each run, by the strategy that its user gets. */
@ApplicationScoped
class PruningAfterRun implements RunEnd {

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "log-pruning", "Logs are pruned in the background instead of by each run or one in ten");

    private final Rollouts rollouts;
    private final LogPruning plain;
    private final LogPruning fast;

    PruningAfterRun(Rollouts rollouts, Database database, PruneMarks marks, PruneMeters meters, PruneConfig config) {
        this.rollouts = rollouts;
        this.plain = plain(config.plain(), database, meters);
        this.fast = marks;
    }

    @Override
    public void ended(EndedRun run) {
        rollouts.write(
                ROLLOUT.name(),
                run.user(),
                () -> logged(plain, run.user(), run.deploymentId()),
                () -> logged(fast, run.user(), run.deploymentId()));
    }

    private static Void logged(LogPruning pruning, String user, UUID deployment) {
        pruning.logged(user, deployment);
        return null;
    }

    private static LogPruning plain(PruneConfig.Plain chosen, Database database, PruneMeters meters) {
        return switch (chosen) {
            case NOT_IN -> InlinePruning.notIn(database, meters);
            case OFFSET_10 ->
                InlinePruning.offset(
                        database, meters, () -> ThreadLocalRandom.current().nextInt(10) == 0);
            case NONE -> (user, deployment) -> {};
        };
    }
}
