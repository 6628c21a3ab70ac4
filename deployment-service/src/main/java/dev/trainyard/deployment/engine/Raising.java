package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;

/** Raises an error. */
final class Raising extends Activity {

    private final Task.Raise task;

    Raising(Task.Raise task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "raise";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        JsonNode error = machine.plain(task.error().evaluate(frame.input, machine.variables(frame)));
        JsonNode type = error.path("type");
        JsonNode status = error.path("status");
        if (!type.isTextual() || !status.canConvertToInt() || !status.canConvertToExactIntegral()) {
            throw new Fault(WorkflowError.configuration(
                    "an error must have a type, which is a text, and a status, which is a whole number",
                    frame.pointer()));
        }
        throw new Fault(new WorkflowError(
                type.textValue(), status.intValue(), text(error, "title"), text(error, "detail"), frame.pointer()));
    }

    private static String text(JsonNode error, String name) {
        JsonNode value = error.path(name);
        return value.isMissingNode() || value.isNull()
                ? null
                : value.isTextual() ? value.textValue() : value.toString();
    }
}
