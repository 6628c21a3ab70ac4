package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.Then;
import java.util.List;

/**
 * What a task does between its input and its output, and how far it is. Each method ends by at most one call that lets the
 * machine go on (finish, fail, start, enqueue, ask) and does nothing after it, for by then the task may be over.
 */
abstract class Activity {

    static final Then CONTINUE = new Then.Continue();
    static final Then END = new Then.End();

    /** The activity of a task that has not begun; null stands for the workflow itself. */
    static Activity of(Task task) {
        return switch (task) {
            case null -> new Whole();
            case Task.Set set -> new Setting(set);
            case Task.Do sequence -> new Sequence(sequence);
            case Task.Switch choice -> new Choice(choice);
            case Task.For loop -> new Loop(loop);
            case Task.Fork fork -> new Branching(fork);
            case Task.Try attempted -> new Trial(attempted);
            case Task.Wait pause -> new Pause(pause);
            case Task.Raise raise -> new Raising(raise);
            case Task.CallHttp call -> new Calling(call);
            case Task.Emit emit -> new Emitting(emit);
            case Task.Listen listen -> new Listening(listen);
        };
    }

    /** How a step names it. */
    abstract String kind();

    /** Begins, with the frame's input. */
    abstract void begin(Machine machine, Frame frame);

    /** Goes on, because it asked for that by {@link Machine#enqueue}. */
    void resume(Machine machine, Frame frame) {
        throw new IllegalStateException(kind() + " cannot be gone on with");
    }

    /** Goes on, because the frame's timer is over. */
    void timerFired(Machine machine, Frame frame) {
        machine.enqueue(frame);
    }

    /** The effect that it waits for, made anew each time. */
    Effect effect(Machine machine, Frame frame) {
        throw new IllegalStateException(kind() + " waits for nothing");
    }

    void effectEnded(Machine machine, Frame frame, JsonNode output) {
        machine.finish(frame, output, frame.task.head().then());
    }

    /** The tasks that its children are of. */
    List<Task> tasks() {
        return List.of();
    }

    /** The variables of its children. */
    Scope scope(Frame frame) {
        return frame.scope;
    }

    /** The attempt of its children. */
    int attempt(Frame frame) {
        return frame.attempt;
    }

    /** A child has ended; the next one of the list begins, if there is one. */
    void childEnded(Machine machine, Frame frame, Frame child, JsonNode output, Then then) {
        int next =
                switch (then) {
                    case Then.Continue proceed -> child.slot + 1;
                    case Then.Exit exit -> tasks().size();
                    case Then.End end -> tasks().size();
                    case Then.Goto jump -> indexOf(jump.name(), child);
                };
        if (next < tasks().size()) {
            machine.start(frame, next, output);
        } else {
            listEnded(machine, frame, output, then instanceof Then.End);
        }
    }

    /**
     * The list of tasks is done.
     *
     * @param isEnd whether the whole workflow is to end
     */
    void listEnded(Machine machine, Frame frame, JsonNode output, boolean isEnd) {
        machine.finish(frame, output, isEnd ? END : frame.task.head().then());
    }

    void childFailed(Machine machine, Frame frame, Frame child, WorkflowError error) {
        machine.fail(frame, error);
    }

    /** Writes how far it is. */
    void save(ObjectNode state, Values values) {}

    /** Becomes as far as it was. */
    void load(JsonNode state, Values values) {}

    private int indexOf(String name, Frame child) {
        List<Task> tasks = tasks();
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.get(i).head().name().equals(name)) {
                return i;
            }
        }
        throw new Fault(WorkflowError.configuration("then names no task of this list: " + name, child.pointer()));
    }

    /** Begins the list of tasks, or ends it if it is empty. */
    final void runList(Machine machine, Frame frame, JsonNode data) {
        if (tasks().isEmpty()) {
            listEnded(machine, frame, data, false);
        } else {
            machine.start(frame, 0, data);
        }
    }
}
