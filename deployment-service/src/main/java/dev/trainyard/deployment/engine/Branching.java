package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.Then;
import java.util.List;

/** Does branches side by side: task by task in turn, and whatever waits does so at the same time. */
final class Branching extends Activity {

    private final Task.Fork task;
    private final JsonNode[] outputs;

    /** Of the first branch that failed in a race. */
    private WorkflowError error;

    Branching(Task.Fork task) {
        this.task = task;
        this.outputs = new JsonNode[task.branches().size()];
    }

    @Override
    String kind() {
        return "fork";
    }

    @Override
    List<Task> tasks() {
        return task.branches();
    }

    @Override
    void begin(Machine machine, Frame frame) {
        if (outputs.length == 0) {
            finish(machine, frame);
            return;
        }
        for (int i = 0; i < outputs.length; i++) {
            machine.start(frame, i, frame.input);
        }
    }

    @Override
    void childEnded(Machine machine, Frame frame, Frame child, JsonNode output, Then then) {
        switch (then) {
            case Then.Goto jump ->
                throw new Fault(WorkflowError.configuration(
                        "then of a branch cannot name a task: " + jump.name(), child.pointer()));
            case Then.End end -> {
                machine.cancelChildren(frame);
                machine.finish(frame, output, END);
            }
            default -> {
                outputs[child.slot] = output;
                if (task.compete()) {
                    machine.cancelChildren(frame);
                    machine.finish(frame, output, task.head().then());
                } else if (frame.children.isEmpty()) {
                    finish(machine, frame);
                }
            }
        }
    }

    @Override
    void childFailed(Machine machine, Frame frame, Frame child, WorkflowError failure) {
        if (error == null) {
            error = failure;
        }
        if (!task.compete() || frame.children.isEmpty()) {
            machine.fail(frame, error);
        }
    }

    private void finish(Machine machine, Frame frame) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode(outputs.length);
        for (JsonNode output : outputs) {
            all.add(output);
        }
        machine.finish(frame, all, task.head().then());
    }

    @Override
    void save(ObjectNode state, Values values) {
        for (int i = 0; i < outputs.length; i++) {
            values.put(state, "output" + i, outputs[i]);
        }
        if (error != null) {
            values.put(state, "error", error.toJson());
        }
    }

    @Override
    void load(JsonNode state, Values values) {
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = values.get(state, "output" + i);
        }
        if (state.has("error")) {
            error = WorkflowError.of(values.get(state, "error"));
        }
    }
}
