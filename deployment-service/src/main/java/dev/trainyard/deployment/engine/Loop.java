package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;
import java.util.List;
import java.util.Locale;

/** Does its tasks for each item: each round has the output of the one before as its input. */
final class Loop extends Activity {

    private final Task.For task;
    private JsonNode items;
    private JsonNode data;
    private int index;

    Loop(Task.For task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "for";
    }

    @Override
    List<Task> tasks() {
        return task.tasks();
    }

    @Override
    Scope scope(Frame frame) {
        return new Scope(new Scope(frame.scope, task.each(), items.get(index)), task.at(), IntNode.valueOf(index));
    }

    @Override
    void begin(Machine machine, Frame frame) {
        items = machine.plain(task.in().evaluate(frame.input, machine.variables(frame)));
        if (!items.isArray()) {
            throw new Fault(WorkflowError.expression(
                    "for.in must give an array, not "
                            + items.getNodeType().name().toLowerCase(Locale.ROOT),
                    frame.pointer()));
        }
        data = frame.input;
        // Rounds are begun one by one from the queue, so that they are counted and none is within another.
        machine.enqueue(frame);
    }

    @Override
    void resume(Machine machine, Frame frame) {
        if (index < items.size()
                && (task.whileHolds() == null
                        || task.whileHolds().holds(data, machine.variables(frame, scope(frame))))) {
            runList(machine, frame, data);
        } else {
            machine.finish(frame, data, task.head().then());
        }
    }

    @Override
    void listEnded(Machine machine, Frame frame, JsonNode output, boolean isEnd) {
        if (isEnd) {
            machine.finish(frame, output, END);
        } else {
            data = output;
            index++;
            machine.enqueue(frame);
        }
    }

    @Override
    void save(ObjectNode state, Values values) {
        values.put(state, "items", items);
        values.put(state, "data", data);
        state.put("index", index);
    }

    @Override
    void load(JsonNode state, Values values) {
        items = values.get(state, "items");
        data = values.get(state, "data");
        index = state.path("index").intValue();
    }
}
