package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.ActiveDeployment;
import dev.trainyard.deployment.deployment.ActiveDeployments;
import dev.trainyard.deployment.run.RunOutcome;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.deployment.run.Runs;
import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Has deployments run what is live of them. No connection is held while something runs. */
@ApplicationScoped
public class Invocations {

    /**
     * The attribute of a caller's {@link io.quarkus.security.identity.SecurityIdentity} with the {@link RunStart.Trigger} of
     * what it invokes; without one that is a token.
     */
    public static final String TRIGGER = "trainyard.trigger";

    private final ActiveDeployments deployments;
    private final Runs runs;
    private final InvocationConfig config;

    Invocations(ActiveDeployments deployments, Runs runs, InvocationConfig config) {
        this.deployments = deployments;
        this.runs = runs;
        this.config = config;
    }

    /**
     * Runs a deployment's version. Once this returns, the run has happened or will, whatever becomes of this replica.
     *
     * @throws Problem 404 without such a deployment or version; 400 when the input cannot be stored, 422 {@code
     *     input-refused} when the workflow does not take it; 409 {@code deployment-paused}; 409 {@code
     *     idempotency-key-taken}, 410 {@code run-forgotten}, 422 {@code idempotency-key-reused} by the key's policy; 429
     *     {@code deployment-full} by the deployment's limit; 503 {@code overloaded} when too many callers wait already
     */
    public Invoked invoke(InvocationRequest request) {
        ActiveDeployment deployment = deployments
                .find(request.user(), request.deploymentId())
                .orElseThrow(() -> Problem.notFound("deployment"));
        InputRules.check(request.input());
        RunStart start = start(deployment, request);
        Duration patience = request.patience() == null ? config.patience() : request.patience();
        return switch (runs.run(start, patience)) {
            case RunOutcome.Ended(var run) -> new Invoked(InvocationView.of(run), false);
            case RunOutcome.Going(UUID _) -> new Invoked(InvocationView.going(start, "running"), false);
        };
    }

    private static RunStart start(ActiveDeployment deployment, InvocationRequest request) {
        if (!deployment.isActive()) {
            throw Problem.conflict("deployment-paused", "The deployment is paused: it takes no invocations.");
        }
        if (request.version() != null && !deployment.hasVersion(request.version())) {
            throw Problem.notFound("version");
        }
        int version = request.version() == null ? deployment.versionFor(request.canaryKey()) : request.version();
        return new RunStart(
                request.user(),
                RunIds.next(),
                deployment.id(),
                version,
                deployment.settings(),
                request.trigger(),
                request.input());
    }
}
