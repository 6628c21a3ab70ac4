package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.ActiveDeployments;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.deployment.run.RunStatus;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Pauses a deployment after so many failures in a row, as its owner wants. */
@ApplicationScoped
class FailurePause implements RunEnd {

    private static final Logger LOG = Logger.getLogger(FailurePause.class);

    private final ActiveDeployments deployments;
    private final InvocationStore store;
    private final MeterRegistry metrics;

    FailurePause(ActiveDeployments deployments, InvocationStore store, MeterRegistry metrics) {
        this.deployments = deployments;
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public void ended(EndedRun run) {
        boolean hasFailed = run.status() == RunStatus.FAULTED || run.status() == RunStatus.TIMED_OUT;
        if (hasFailed && isPausedByFailures(run) && store.pauseIfFailing(run.user(), run.deploymentId())) {
            metrics.counter("trainyard.deployment.failure.pauses").increment();
            LOG.infof("Deployment %s is paused: too many of its runs failed in a row", run.deploymentId());
        }
    }

    private boolean isPausedByFailures(EndedRun run) {
        return deployments
                .find(run.user(), run.deploymentId())
                .filter(deployment -> deployment.isActive() && deployment.pauseAfterFailures() != null)
                .isPresent();
    }
}
