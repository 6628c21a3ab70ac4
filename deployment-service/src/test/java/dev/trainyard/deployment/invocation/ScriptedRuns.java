package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.deployment.engine.WorkflowError;
import dev.trainyard.deployment.run.EndedRun;
import dev.trainyard.deployment.run.RunEnd;
import dev.trainyard.deployment.run.RunOutcome;
import dev.trainyard.deployment.run.RunStart;
import dev.trainyard.deployment.run.RunStatus;
import dev.trainyard.deployment.run.Runs;
import dev.trainyard.kit.database.Database;
import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs that do what their input says: {@code {"fault": true}} fails, {@code {"waitMillis": n}} takes so long. */
@Alternative
@Priority(1)
@ApplicationScoped
class ScriptedRuns implements Runs {

    private final Database database;
    private final ObjectMapper json;
    private final List<RunEnd> listeners;
    private final Map<UUID, CompletableFuture<EndedRun>> going = new ConcurrentHashMap<>();

    ScriptedRuns(Database database, ObjectMapper json, @All List<RunEnd> listeners) {
        this.database = database;
        this.json = json;
        this.listeners = listeners;
    }

    @Override
    public RunOutcome run(RunStart start, Duration patience) {
        Instant now = Instant.now();
        if (start.input().path("waitMillis").asInt() == 0) {
            return new RunOutcome.Ended(end(start, now, status(start.input()), false));
        }
        insert(start, "running");
        return wait(start.id(), begin(start, now), patience);
    }

    @Override
    public void accept(RunStart start) {
        insert(start, "running");
    }

    @Override
    public void enqueue(RunStart start) {
        insert(start, "queued");
    }

    @Override
    public RunOutcome attend(RunStart start, Duration patience) {
        return wait(start.id(), begin(start, Instant.now()), patience);
    }

    @Override
    public void release() {
        database.list(
                        """
                        UPDATE run SET status = 'running' WHERE status = 'ready'
                        RETURNING user_id, id, deployment_id, version, input
                        """,
                        row -> new RunStart(
                                row.getString(1),
                                row.getObject(2, UUID.class),
                                row.getObject(3, UUID.class),
                                row.getInt(4),
                                null,
                                RunStart.Trigger.TOKEN,
                                read(row.getString(5))))
                .forEach(start -> {
                    var _ = begin(start, Instant.now());
                });
    }

    @Override
    public boolean cancel(String user, UUID id) {
        return database.one(
                        "SELECT deployment_id, version, input FROM run WHERE user_id = ? AND id = ?",
                        row -> new RunStart(
                                user,
                                id,
                                row.getObject(1, UUID.class),
                                row.getInt(2),
                                null,
                                RunStart.Trigger.TOKEN,
                                read(row.getString(3))),
                        user,
                        id)
                .map(start -> end(start, Instant.now(), RunStatus.CANCELLED, true) != null)
                .orElse(false);
    }

    private CompletableFuture<EndedRun> begin(RunStart start, Instant now) {
        CompletableFuture<EndedRun> ended = going.computeIfAbsent(start.id(), _ -> new CompletableFuture<>());
        int millis = start.input().path("waitMillis").asInt();
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
        later.execute(() -> end(start, now, status(start.input()), true));
        return ended;
    }

    private static RunOutcome wait(UUID id, CompletableFuture<EndedRun> ended, Duration patience) {
        try {
            return new RunOutcome.Ended(ended.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException goesOn) {
            return new RunOutcome.Going(id);
        } catch (InterruptedException | ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private EndedRun end(RunStart start, Instant startedAt, RunStatus status, boolean isStored) {
        if (isStored
                && database.update("DELETE FROM run WHERE user_id = ? AND id = ?", start.user(), start.id()) == 0) {
            return null;
        }
        WorkflowError error = status == RunStatus.COMPLETED
                ? null
                : new WorkflowError(WorkflowError.STANDARD + "runtime", 500, "As it was asked to", null, "/do/0");
        JsonNode output = error == null ? start.input() : null;
        EndedRun run = new EndedRun(
                start.user(),
                start.id(),
                start.deploymentId(),
                start.version(),
                status,
                output,
                error,
                startedAt,
                startedAt,
                Instant.now());
        database.update(
                """
                INSERT INTO deployment_log (user_id, id, deployment_id, version, trigger, status, latency_ms, request,
                    response, error, steps, accepted_at, started_at, finished_at)
                VALUES (?, ?, ?, ?, 'token', ?, 0, ?::jsonb, ?::jsonb, ?::jsonb, 1, ?, ?, ?)
                """,
                run.user(),
                run.id(),
                run.deploymentId(),
                run.version(),
                status.name().toLowerCase(Locale.ROOT),
                start.input().toString(),
                output == null ? null : output.toString(),
                error == null ? null : RunErrors.json(error),
                startedAt,
                startedAt,
                run.finishedAt());
        CompletableFuture<EndedRun> waiting = going.remove(start.id());
        if (waiting != null) {
            waiting.complete(run);
        }
        listeners.forEach(listener -> listener.ended(run));
        return run;
    }

    private void insert(RunStart start, String status) {
        database.update(
                """
                INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, accepted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, now())
                """,
                start.user(),
                start.id(),
                start.deploymentId(),
                start.version(),
                start.trigger().name().toLowerCase(Locale.ROOT),
                status,
                start.input().toString());
    }

    private static RunStatus status(JsonNode input) {
        return input.path("fault").asBoolean() ? RunStatus.FAULTED : RunStatus.COMPLETED;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
