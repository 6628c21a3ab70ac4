package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.ActiveDeployments;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.deployment.run.Runs;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Calls up those in line for a deployment's limit, one after the other, when others end. */
@ApplicationScoped
class Line implements RunEnd {

    private final ActiveDeployments deployments;
    private final LineStore store;
    private final Runs runs;

    Line(ActiveDeployments deployments, LineStore store, Runs runs) {
        this.deployments = deployments;
        this.store = store;
        this.runs = runs;
    }

    @Override
    public void ended(EndedRun run) {
        boolean isLimited = deployments
                .find(run.user(), run.deploymentId())
                .filter(deployment -> deployment.maxConcurrent() != null)
                .isPresent();
        if (isLimited) {
            callUp(run.user(), run.deploymentId());
        }
    }

    /** Begins as many as there are places for; how many. */
    int callUp(String user, UUID deployment) {
        int ready = QuarkusTransaction.requiringNew().call(() -> {
            store.hold(user, deployment);
            return store.promote(user, deployment);
        });
        if (ready > 0) {
            runs.release();
        }
        return ready;
    }
}
