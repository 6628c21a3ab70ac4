package dev.trainyard.deployment.engine;

import dev.trainyard.deployment.definition.Task;
import java.util.List;

/** Does a list of tasks. */
final class Sequence extends Activity {

    private final Task.Do task;

    Sequence(Task.Do task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "do";
    }

    @Override
    List<Task> tasks() {
        return task.tasks();
    }

    @Override
    void begin(Machine machine, Frame frame) {
        runList(machine, frame, frame.input);
    }
}
