package dev.trainyard.deployment.engine;

import dev.trainyard.deployment.definition.Task;

/** Has a call made. */
final class Calling extends Activity {

    private final Task.CallHttp task;

    Calling(Task.CallHttp task) {
        this.task = task;
    }

    @Override
    String kind() {
        return "call";
    }

    @Override
    void begin(Machine machine, Frame frame) {
        machine.ask(frame, Long.toString(frame.id));
    }

    @Override
    Effect effect(Machine machine, Frame frame) {
        return new Effect.Call(frame.effect, task, frame.input, machine.variablesOfEffect(frame));
    }
}
