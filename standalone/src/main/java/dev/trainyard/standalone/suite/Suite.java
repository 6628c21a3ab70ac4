package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.database.DatabaseFailure;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.RolePasswords;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.process.StopSignals;
import dev.trainyard.standalone.process.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** PostgreSQL, the services and the gateway as one: up together, down in the opposite order. */
final class Suite {

    private final Console console;
    private final Home home;
    private final SuitePrograms programs;
    private final Supervisor supervisor;
    private final StopSignals signals;
    private final long begin = System.nanoTime();

    Suite(Console console, Home home, SuitePrograms programs, Supervisor supervisor, StopSignals signals) {
        this.console = console;
        this.home = home;
        this.programs = programs;
        this.supervisor = supervisor;
        this.signals = signals;
    }

    /** Returns when a signal asked for the end and everything has stopped; throws when a part of it failed. */
    void run(int databasePort, Consumer<Duration> whenReady) {
        signals.relayTo(supervisor::requestStop);
        Optional<EmbeddedDatabase> started = startDatabase(databasePort);
        if (started.isPresent()) {
            try (EmbeddedDatabase database = started.get()) {
                console.progress(age(), "PostgreSQL is ready");
                run(database, whenReady);
            }
        }
        console.say("Everything has stopped.");
    }

    /** None when a Ctrl-C came first: it also reaches the programs that prepare the data, which then end as asked. */
    private Optional<EmbeddedDatabase> startDatabase(int port) {
        try {
            return Optional.of(EmbeddedDatabase.start(
                    home.postgres(), home.log("postgresql"), port, RolePasswords.kept(home.secrets())));
        } catch (DatabaseFailure failure) {
            if (signals.received()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private void run(EmbeddedDatabase database, Consumer<Duration> whenReady) {
        try {
            supervisor.start(programs.services(database));
            supervisor.start(List.of(programs.gateway()));
            if (supervisor.awaitReady()) {
                whenReady.accept(age());
                supervisor.awaitStopRequest();
            }
        } finally {
            supervisor.stop();
        }
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
