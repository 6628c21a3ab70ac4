package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.database.DatabaseFailure;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.RolePasswords;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.TokenIssuer;
import dev.trainyard.standalone.process.StartedProcesses;
import dev.trainyard.standalone.process.StopSignals;
import dev.trainyard.standalone.process.Supervisor;
import dev.trainyard.standalone.startup.Rehearsal;
import dev.trainyard.standalone.startup.Rehearsals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** PostgreSQL, the services and the gateway as one: up together, down in the opposite order. */
final class Suite {

    /** Generous, since a busy machine may be slow: a program that cannot start says so by ending, long before. */
    private static final Supervisor.Bounds BOUNDS =
            new Supervisor.Bounds(Duration.ofSeconds(120), Duration.ofSeconds(15));

    private final Console console;
    private final Home home;
    private final Address address;
    private final SuitePrograms programs;
    private final TokenIssuer issuer;
    private final StopSignals signals;
    private final StartedProcesses started;
    private final Supervisor supervisor;
    private final long begin = System.nanoTime();

    Suite(
            Console console,
            Home home,
            Address address,
            SuitePrograms programs,
            TokenIssuer issuer,
            StopSignals signals) {
        this.console = console;
        this.home = home;
        this.address = address;
        this.programs = programs;
        this.issuer = issuer;
        this.signals = signals;
        this.started = new StartedProcesses(home.processes());
        this.supervisor = new Supervisor(console, started, BOUNDS);
    }

    /** Returns when a signal asked for the end and everything has stopped; throws when a part of it failed. */
    void run() {
        signals.relayTo(supervisor::requestStop);
        Optional<EmbeddedDatabase> prepared = startDatabase();
        if (prepared.isPresent()) {
            try (EmbeddedDatabase database = prepared.get()) {
                console.progress(age(), "PostgreSQL is ready");
                run(database);
            }
        }
        console.say("Everything has stopped.");
    }

    /** None when a Ctrl-C came first: it also reaches the programs that prepare the data, which then end as asked. */
    private Optional<EmbeddedDatabase> startDatabase() {
        try {
            return Optional.of(EmbeddedDatabase.start(
                    home.postgres(),
                    home.log("postgresql"),
                    address.ports().database(),
                    RolePasswords.kept(home.secrets())));
        } catch (DatabaseFailure failure) {
            if (signals.received()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private void run(EmbeddedDatabase database) {
        try {
            supervisor.start(programs.services(database));
            supervisor.start(List.of(programs.gateway()));
            if (awaitReady()) {
                new Welcome(console, home, address.url()).print(issuer, age());
                runUntilStopRequest(database);
            }
        } finally {
            supervisor.stop();
        }
    }

    /** When one cannot start, a damaged cache may be the reason: then at least the next start goes without. */
    private boolean awaitReady() {
        try {
            return supervisor.awaitReady();
        } catch (Refusal failure) {
            home.forgetCaches();
            throw failure;
        }
    }

    private void runUntilStopRequest(EmbeddedDatabase database) {
        try (var rehearsals = new Rehearsals(console, started, rehearsals(database), issuer.forUser("rehearsal"))) {
            rehearsals.start();
            supervisor.awaitStopRequest();
        }
    }

    private List<Rehearsal> rehearsals(EmbeddedDatabase database) {
        return home.hasRoomForCaches() ? programs.rehearsals(database) : List.of();
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
