package dev.trainyard.deployment.deployment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.deployment.deployment.ActiveDeployment.Canary;
import dev.trainyard.deployment.deployment.CanaryTallies.Tally;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.deployment.run.RunStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Counts how the runs of canaries end, and ends a canary of which too many fail. Good runs are gathered on the replica, since
 * one statement for each would be in the way of the runs; a bad one is told at once, with what was gathered before.
 */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMS", "com.github.benmanes.caffeine.cache.PSMS"})
class CanaryWatch implements RunEnd {

    // What is gathered for more canaries than this is lost for those that were idle the longest.
    private static final int MAX_GATHERED = 10_000;

    private record Key(UUID deployment, Instant since) {}

    private final ActiveDeployments deployments;
    private final CanaryTallies tallies;
    private final ActivationService activations;
    private final DeploymentConfig.Canary config;
    private final Cache<Key, Tally> gathered =
            Caffeine.newBuilder().maximumSize(MAX_GATHERED).build();

    CanaryWatch(
            ActiveDeployments deployments,
            CanaryTallies tallies,
            ActivationService activations,
            DeploymentConfig config) {
        this.deployments = deployments;
        this.tallies = tallies;
        this.activations = activations;
        this.config = config.canary();
    }

    /** A cancelled run says nothing of its version. */
    @Override
    public void ended(EndedRun run) {
        if (run.status() != RunStatus.CANCELLED) {
            deployments
                    .find(run.user(), run.deploymentId())
                    .map(ActiveDeployment::canary)
                    .filter(canary -> canary.version() == run.version())
                    .ifPresent(canary -> count(run, canary));
        }
    }

    private void count(EndedRun run, Canary canary) {
        boolean failed = run.status() != RunStatus.COMPLETED;
        Key key = new Key(run.deploymentId(), canary.since());
        Tally[] told = new Tally[1];
        gathered.asMap().compute(key, (same, before) -> {
            Tally now = before == null
                    ? new Tally(1, failed ? 1 : 0)
                    : new Tally(before.runs() + 1, before.failures() + (failed ? 1 : 0));
            boolean isTold = failed || now.runs() >= config.countedRuns();
            told[0] = isTold ? now : null;
            return isTold ? null : now;
        });
        if (told[0] != null) {
            tallies.add(run.user(), run.deploymentId(), canary.since(), told[0])
                    .filter(tally -> failed && hasFailed(tally, canary))
                    .ifPresent(tally -> activations.failCanary(run.user(), run.deploymentId(), canary, tally));
        }
    }

    private boolean hasFailed(Tally tally, Canary canary) {
        return canary.maxErrorPercent() != null
                && tally.runs() >= config.minRuns()
                && tally.isAbove(canary.maxErrorPercent());
    }
}
