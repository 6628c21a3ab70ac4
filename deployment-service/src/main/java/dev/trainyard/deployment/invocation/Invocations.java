package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.ActiveDeployment;
import dev.trainyard.deployment.deployment.ActiveDeployments;
import dev.trainyard.deployment.invocation.Acceptance.Accepted;
import dev.trainyard.deployment.run.RunIds;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.deployment.run.RunStatus;
import dev.trainyard.deployment.run.RunVersions;
import dev.trainyard.deployment.run.Runs;
import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Has deployments run what is live of them. No connection is held while something runs. */
@ApplicationScoped
public class Invocations {

    /**
     * The attribute of a caller's {@link io.quarkus.security.identity.SecurityIdentity} with the {@link RunStart.Trigger} of
     * what it invokes; without one that is a token.
     */
    public static final String TRIGGER = "trainyard.trigger";

    private static final String CANCELLED = RunStatus.CANCELLED.name().toLowerCase(Locale.ROOT);

    private final ActiveDeployments deployments;
    private final InputSchemas schemas;
    private final Acceptance acceptance;
    private final Waiting waiting;
    private final Runs runs;
    private final InvocationConfig config;

    Invocations(
            ActiveDeployments deployments,
            InputSchemas schemas,
            Acceptance acceptance,
            Waiting waiting,
            Runs runs,
            InvocationConfig config) {
        this.deployments = deployments;
        this.schemas = schemas;
        this.acceptance = acceptance;
        this.waiting = waiting;
        this.runs = runs;
        this.config = config;
    }

    /**
     * Runs a deployment's version. Once this returns, the run has happened or will, whatever becomes of this replica.
     *
     * @throws Problem 404 without such a deployment or version; 400 when the input cannot be stored, 422 {@code
     *     input-refused} when the workflow does not take it; 409 {@code deployment-paused}; 409 {@code
     *     idempotency-key-taken}, 410 {@code run-forgotten}, 422 {@code idempotency-key-reused} by the key's policy; 429
     *     {@code deployment-full}, {@code queue-full} by the deployment's limit; 503 {@code overloaded} when too many callers
     *     wait already
     */
    public Invoked invoke(InvocationRequest request) {
        ActiveDeployment deployment = deployments
                .find(request.user(), request.deploymentId())
                .orElseThrow(() -> Problem.notFound("deployment"));
        InputRules.check(request.input());
        Duration patience = request.patience() == null ? config.patience() : request.patience();
        return waiting.within(patience, () -> invoke(request, deployment, patience));
    }

    /** A run as it is, once it has ended or {@code patience} has; as it is now if too many wait already. */
    InvocationView read(String user, UUID id, Duration patience) {
        return waiting.find(user, id, patience).orElseThrow(() -> Problem.notFound("invocation"));
    }

    /**
     * Has a run end where it is. Nothing changes if it is cancelled already.
     *
     * @throws Problem 409 {@code run-ended} when it has ended otherwise
     */
    InvocationView cancel(String user, UUID id) {
        boolean wasGoing = runs.cancel(user, id);
        InvocationView now = read(user, id, Duration.ZERO);
        if (!wasGoing && !now.status().equals(CANCELLED)) {
            throw Problem.conflict("run-ended", "The run has ended already: " + now.status() + ".");
        }
        return now;
    }

    private Invoked invoke(InvocationRequest request, ActiveDeployment deployment, Duration patience) {
        boolean isLimited = deployment.maxConcurrent() != null;
        if (request.idempotencyKey() == null && !isLimited && !patience.isZero()) {
            // Nothing has to be known of the run before it is begun, so nothing is stored of one that ends at once.
            RunStart start = start(deployment, request, RunIds.next());
            return new Invoked(waiting.follow(start, patience, moment -> runs.run(start, moment)), false);
        }
        Accepted accepted = acceptance.accept(request, isLimited, id -> start(deployment, request, id));
        if (request.idempotencyKey() != null && request.idempotencyKey().policy() == IdempotencyKey.Policy.REPLACE) {
            // What is replaced could not be seen to be cancelled before the transaction ended.
            runs.release();
        }
        return switch (accepted) {
            case Accepted.Begun(RunStart start) ->
                new Invoked(waiting.follow(start, patience, moment -> runs.attend(start, moment)), false);
            case Accepted.Queued(RunStart start) -> new Invoked(InvocationView.going(start, "queued"), false);
            case Accepted.Existing(UUID run) -> new Invoked(existing(request.user(), run, patience), true);
        };
    }

    /** What the key of a request stands for; whoever asked first may not have had the answer. */
    private InvocationView existing(String user, UUID run, Duration patience) {
        return waiting.await(user, run, patience)
                .orElseThrow(() -> Problem.of(
                                410,
                                "run-forgotten",
                                "The run of this key has ended, and its log is not kept any more.")
                        .with("existingId", run.toString()));
    }

    private RunStart start(ActiveDeployment deployment, InvocationRequest request, UUID id) {
        if (!deployment.isActive()) {
            throw Problem.conflict("deployment-paused", "The deployment is paused: it takes no invocations.");
        }
        if (request.version() != null && !deployment.hasVersion(request.version())) {
            throw Problem.notFound("version");
        }
        int version = request.version() == null ? deployment.versionFor(request.canaryKey()) : request.version();
        schemas.check(new RunVersions.Key(request.user(), deployment.id(), version), request.input());
        return new RunStart(
                request.user(),
                id,
                deployment.id(),
                version,
                deployment.settings(),
                request.trigger(),
                request.input());
    }
}
