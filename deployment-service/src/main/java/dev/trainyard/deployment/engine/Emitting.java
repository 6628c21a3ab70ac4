package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.Task;

/** Has an event given to those who listen. */
final class Emitting extends Activity {

    private final Task.Emit task;
    private JsonNode event;

    Emitting(Task.Emit task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "emit";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        JsonNode made = machine.plain(task.event().evaluate(frame.input, machine.variables(frame)));
        if (!made.path("type").isTextual()) {
            throw new Fault(WorkflowError.configuration("an event must have a type, which is a text", frame.pointer()));
        }
        event = made.has("specversion")
                ? made
                : ((ObjectNode) made).objectNode().put("specversion", "1.0").setAll((ObjectNode) made);
        machine.ask(frame, Long.toString(frame.id));
    }

    @Override
    Effect effect(Machine machine, Frame frame) {
        return new Effect.Emit(frame.effect, event);
    }

    @Override
    void save(ObjectNode state, Values values) {
        values.put(state, "event", event);
    }

    @Override
    void load(JsonNode state, Values values) {
        event = values.get(state, "event");
    }
}
