package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.Task.Backoff;
import dev.trainyard.deployment.expression.Expression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Does its tasks; of an error that it catches, does them again, or others instead. */
final class Trial extends Activity {

    /** What it is at. */
    private enum Phase {
        TRYING,
        PAUSING,
        CATCHING
    }

    private final Task.Try task;
    private Phase phase = Phase.TRYING;
    private int attempt = 1;

    /** Until when it may be tried again; null for ever. */
    private Instant until;

    /** What is being caught; null until then. */
    private JsonNode error;

    Trial(Task.Try task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "try";
    }

    @Override
    List<Task> tasks() {
        return phase == Phase.CATCHING ? task.caught().tasks() : task.tasks();
    }

    @Override
    Scope scope(Frame frame) {
        return error == null
                ? frame.scope
                : new Scope(frame.scope, task.caught().as(), error);
    }

    @Override
    int attempt(Frame frame) {
        return phase == Phase.CATCHING ? frame.attempt : attempt;
    }

    @Override
    void begin(Machine machine, Frame frame) {
        Task.Retry retry = task.caught().retry();
        if (retry != null && retry.within() != null) {
            until = machine.after(retry.within().evaluate(frame.input, machine.variables(frame)));
        }
        attempt(machine, frame);
    }

    /** After the pause. */
    @Override
    void resume(Machine machine, Frame frame) {
        phase = Phase.TRYING;
        attempt++;
        attempt(machine, frame);
    }

    private void attempt(Machine machine, Frame frame) {
        Task.Retry retry = task.caught().retry();
        // What the retries may take in all is not for what comes before them.
        Instant end = attempt > 1 ? until : null;
        if (retry != null && retry.attemptDuration() != null) {
            Instant own = machine.after(retry.attemptDuration().evaluate(frame.input, machine.variables(frame)));
            end = end == null || own.isBefore(end) ? own : end;
        }
        frame.timer = end;
        runList(machine, frame, frame.input);
    }

    @Override
    void timerFired(Machine machine, Frame frame) {
        if (phase == Phase.PAUSING) {
            machine.enqueue(frame);
        } else {
            machine.cancelChildren(frame);
            failed(machine, frame, WorkflowError.timeout("The attempt took longer than it may", frame.pointer()));
        }
    }

    @Override
    void childFailed(Machine machine, Frame frame, Frame child, WorkflowError failure) {
        if (phase == Phase.CATCHING) {
            machine.fail(frame, failure);
        } else {
            failed(machine, frame, failure);
        }
    }

    private void failed(Machine machine, Frame frame, WorkflowError failure) {
        frame.timer = null;
        Task.Catch caught = task.caught();
        Map<String, JsonNode> variables =
                machine.variables(frame, new Scope(frame.scope, caught.as(), failure.toJson()));
        if (!isMeant(caught, failure, frame, variables)) {
            machine.fail(frame, failure);
        } else if (caught.retry() != null && isRetried(machine, caught.retry(), frame, variables)) {
            phase = Phase.PAUSING;
            if (frame.timer == null) {
                machine.enqueue(frame);
            }
        } else if (!caught.tasks().isEmpty()) {
            phase = Phase.CATCHING;
            error = failure.toJson();
            runList(machine, frame, frame.input);
        } else if (caught.retry() != null) {
            // Retrying was all that was to be done about it.
            machine.fail(frame, failure);
        } else {
            machine.finish(frame, frame.input, task.head().then());
        }
    }

    private static boolean isMeant(
            Task.Catch caught, WorkflowError failure, Frame frame, Map<String, JsonNode> variables) {
        if (caught.errors() != null) {
            JsonNode error = failure.toJson();
            for (Map.Entry<String, JsonNode> wanted :
                    caught.errors().evaluate(frame.input, variables).properties()) {
                if (!PlainJson.areEqual(wanted.getValue(), error.path(wanted.getKey()))) {
                    return false;
                }
            }
        }
        return permits(caught.when(), caught.exceptWhen(), frame, variables);
    }

    private static boolean permits(
            Expression when, Expression exceptWhen, Frame frame, Map<String, JsonNode> variables) {
        return (when == null || when.holds(frame.input, variables))
                && (exceptWhen == null || !exceptWhen.holds(frame.input, variables));
    }

    /** Whether there is another attempt; the frame's timer is then when, or null for at once. */
    private boolean isRetried(Machine machine, Task.Retry retry, Frame frame, Map<String, JsonNode> variables) {
        boolean isExhausted = retry.attempts() != null && attempt > retry.attempts();
        if (isExhausted || !permits(retry.when(), retry.exceptWhen(), frame, variables)) {
            return false;
        }
        Duration pause = pause(machine, retry, frame, variables);
        Instant next = machine.after(pause);
        if (until != null && !next.isBefore(until)) {
            return false;
        }
        frame.timer = pause.isZero() ? null : next;
        return true;
    }

    /** The pause before the next attempt: {@code attempt} have been made. */
    private Duration pause(Machine machine, Task.Retry retry, Frame frame, Map<String, JsonNode> variables) {
        Duration delay = retry.delay() == null ? Duration.ZERO : retry.delay().evaluate(frame.input, variables);
        long times =
                switch (retry.backoff() == null ? Backoff.CONSTANT : retry.backoff()) {
                    case CONSTANT -> 1;
                    case LINEAR -> attempt;
                    case EXPONENTIAL -> 1L << Math.min(attempt - 1, 40);
                };
        Duration pause = Machine.times(delay, times);
        if (retry.jitterTo() == null) {
            return pause;
        }
        Duration from =
                retry.jitterFrom() == null ? Duration.ZERO : retry.jitterFrom().evaluate(frame.input, variables);
        Duration to = retry.jitterTo().evaluate(frame.input, variables);
        long range = Math.max(
                0, to.compareTo(from) > 0 ? Machine.bounded(to.minus(from)).toMillis() : 0);
        long jitter = (long) (machine.chance(frame.id, attempt) * (range + 1));
        return Machine.bounded(pause).plus(Machine.bounded(from)).plusMillis(jitter);
    }

    @Override
    void save(ObjectNode state, Values values) {
        state.put("phase", phase.name()).put("attempts", attempt);
        if (until != null) {
            state.put("until", until.toString());
        }
        values.put(state, "error", error);
    }

    @Override
    void load(JsonNode state, Values values) {
        phase = Phase.valueOf(state.path("phase").textValue());
        attempt = state.path("attempts").intValue();
        until = state.has("until") ? Instant.parse(state.path("until").textValue()) : null;
        error = values.get(state, "error");
    }
}
