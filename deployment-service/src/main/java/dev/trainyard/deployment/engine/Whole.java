package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.Task;
import java.util.List;

/** The workflow itself: what all tasks are part of. */
final class Whole extends Activity {

    private List<Task> tasks = List.of();

    void of(List<Task> tasksOfWorkflow) {
        tasks = tasksOfWorkflow;
    }

    @Override
    String kind() {
        return "workflow";
    }

    @Override
    List<Task> tasks() {
        return tasks;
    }

    @Override
    void begin(Machine machine, Frame frame) {
        runList(machine, frame, frame.input);
    }

    @Override
    void listEnded(Machine machine, Frame frame, JsonNode output, boolean isEnd) {
        machine.finish(frame, output, END);
    }
}
