package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;
import dev.trainyard.deployment.definition.Then;
import java.util.Map;

/** Goes where the first case says that holds, else where the case without a condition says, else where the task says. */
final class Choice extends Activity {

    private final Task.Switch task;

    Choice(Task.Switch task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "switch";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        Map<String, JsonNode> variables = machine.variables(frame);
        Then then = task.head().then();
        for (Task.Case option : task.cases()) {
            if (option.when() == null) {
                then = option.then();
            } else if (option.when().holds(frame.input, variables)) {
                then = option.then();
                break;
            }
        }
        machine.finish(frame, frame.input, then);
    }
}
