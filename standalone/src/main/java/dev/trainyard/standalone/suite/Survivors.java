package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.process.StartedProcesses;
import dev.trainyard.standalone.process.StartedProcesses.Survivor;
import dev.trainyard.standalone.process.Termination;
import java.io.IOException;
import java.time.Duration;

/** Stops what a launcher that was killed has left running; only under the lock, which says that it is gone. */
final class Survivors {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Console console;
    private final Home home;

    Survivors(Console console, Home home) {
        this.console = console;
        this.home = home;
    }

    void stop() {
        try {
            var started = new StartedProcesses(home.processes());
            for (Survivor survivor : started.survivors()) {
                console.say("Stopping %s (process %d), left by a start that was killed."
                        .formatted(survivor.name(), survivor.process().pid()));
                Termination.of(survivor.process(), GRACE);
                started.forget(survivor.name());
            }
        } catch (IOException unreadable) {
            throw new Refusal("What the last start left running cannot be read from " + home.processes() + ": "
                    + unreadable.getMessage());
        }
        EmbeddedDatabase.stopLeftRunning(home.postgres())
                .ifPresent(pid -> console.say(
                        "Stopped PostgreSQL (process %d), left by a start that was killed.".formatted(pid)));
    }
}
