package dev.trainyard.deployment.engine;

import dev.trainyard.deployment.definition.Task;

/** Lets time go by. */
final class Pause extends Activity {

    private final Task.Wait task;

    Pause(Task.Wait task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "wait";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        frame.timer = machine.after(task.duration().evaluate(frame.input, machine.variables(frame)));
    }

    /** Ends at once, not in its turn, so that a timeout that came later is not taken to have come first. */
    @Override
    void timerFired(Machine machine, Frame frame) {
        machine.finish(frame, frame.input, task.head().then());
    }
}
