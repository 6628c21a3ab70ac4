package dev.trainyard.deployment.engine;

import dev.trainyard.deployment.definition.Task;

/** Makes data. */
final class Setting extends Activity {

    private final Task.Set task;

    Setting(Task.Set task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "set";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        machine.finish(
                frame,
                machine.plain(task.value().evaluate(frame.input, machine.variables(frame))),
                task.head().then());
    }
}
