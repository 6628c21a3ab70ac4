package dev.trainyard.deployment.invocation;

import dev.trainyard.deployment.deployment.WhenFull;
import dev.trainyard.deployment.invocation.LineStore.Occupancy;
import dev.trainyard.deployment.run.RunIds;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.deployment.run.Runs;
import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stores a run together with what says that there is one, in one short transaction: its key, and its place within the
 * deployment's limit. Locks the key before the deployment.
 */
@ApplicationScoped
class Acceptance {

    private final KeyStore keys;
    private final LineStore lines;
    private final Runs runs;
    private final InvocationConfig config;
    private final MeterRegistry metrics;

    Acceptance(KeyStore keys, LineStore lines, Runs runs, InvocationConfig config, MeterRegistry metrics) {
        this.keys = keys;
        this.lines = lines;
        this.runs = runs;
        this.config = config;
        this.metrics = metrics;
    }

    /** What became of a request. */
    sealed interface Accepted {

        /** To be attended to now. */
        record Begun(RunStart start) implements Accepted {}

        /** To be begun by whoever calls it up. */
        record Queued(RunStart start) implements Accepted {}

        /** Its key stands for another run. */
        record Existing(UUID run) implements Accepted {}
    }

    /**
     * Accepts a run, unless the request's key stands for one that it has to make do with.
     *
     * @param isLimited whether the deployment has a limit
     * @param begin makes the run of this id, or refuses it; only asked for a run that is new
     */
    @Transactional
    public Accepted accept(InvocationRequest request, boolean isLimited, Function<UUID, RunStart> begin) {
        UUID id = RunIds.next();
        Optional<UUID> replaced = Optional.empty();
        if (request.idempotencyKey() != null) {
            byte[] fingerprint = fingerprint(request);
            Optional<KeyStore.Earlier> earlier = claim(request, id, fingerprint);
            if (earlier.isPresent()) {
                UUID run = earlier.get().run();
                switch (request.idempotencyKey().policy()) {
                    case REJECT -> throw taken(run);
                    case RETURN_EXISTING -> {
                        if (!earlier.get().isAlike()) {
                            throw Problem.of(
                                            422, "idempotency-key-reused", "This key was used for a different request.")
                                    .with("existingId", run.toString());
                        }
                        return new Accepted.Existing(run);
                    }
                    case REPLACE -> replace(request, id, fingerprint);
                }
                replaced = Optional.of(run);
            }
        }
        RunStart start = begin.apply(id);
        boolean begins = !isLimited || mayBegin(start, replaced);
        if (begins) {
            runs.accept(start);
        } else {
            runs.enqueue(start);
        }
        // Last, and in the same transaction: it ends if and only if the other begins.
        replaced.ifPresent(run -> runs.cancel(request.user(), run));
        return begins ? new Accepted.Begun(start) : new Accepted.Queued(start);
    }

    private Optional<KeyStore.Earlier> claim(InvocationRequest request, UUID id, byte[] fingerprint) {
        return keys.claim(
                request.user(), request.deploymentId(), request.idempotencyKey().text(), id, fingerprint);
    }

    private void replace(InvocationRequest request, UUID id, byte[] fingerprint) {
        keys.replace(
                request.user(), request.deploymentId(), request.idempotencyKey().text(), id, fingerprint);
    }

    /** Whether the deployment has a place free; false if the run is to wait in line for one. */
    private boolean mayBegin(RunStart start, Optional<UUID> replaced) {
        lines.hold(start.user(), start.deploymentId());
        Occupancy now = lines.occupancy(start.user(), start.deploymentId(), replaced.orElse(null))
                .orElseThrow(() -> Problem.notFound("deployment"));
        if (now.max() == null || now.active() + now.queued() < now.max()) {
            return true;
        }
        // What is replaced leaves its place soon, which nobody else is to get.
        if (now.isReplacedActive()) {
            return false;
        }
        if (now.whenFull() == WhenFull.REJECT) {
            throw full("deployment-full", "The deployment runs as many as it may at once.");
        }
        if (now.queued() >= config.maxQueued()) {
            throw full("queue-full", "Too many runs wait for this deployment already.");
        }
        return false;
    }

    private Problem full(String code, String detail) {
        metrics.counter("trainyard.deployment.invocation.refusals", "reason", code)
                .increment();
        return Problem.of(429, code, detail).header("Retry-After", "1");
    }

    private static Problem taken(UUID run) {
        return Problem.conflict("idempotency-key-taken", "This key stands for another run.")
                .with("existingId", run.toString());
    }

    /** Of what the client chose of the run. */
    private static byte[] fingerprint(InvocationRequest request) {
        return Sha256.of(request.version() + "\n" + request.input());
    }
}
