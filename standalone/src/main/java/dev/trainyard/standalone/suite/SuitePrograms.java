package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.process.Program;
import dev.trainyard.standalone.startup.AotCache;
import dev.trainyard.standalone.startup.Rehearsal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the programs of the suite are started from a built checkout. */
final class SuitePrograms {

    private static final String GATEWAY = "gateway";

    private final Path checkout;
    private final Home home;
    private final Address address;
    private final Ports ports;
    private final Environments environments;

    SuitePrograms(Path checkout, Home home, Address address) {
        this.checkout = checkout;
        this.home = home;
        this.address = address;
        this.ports = address.ports();
        this.environments = new Environments(home, ports, System.getenv());
    }

    /** Refuses before anything is started when one of them has not been built. */
    void refuseMissing() {
        for (Service service : Service.values()) {
            refuseMissing(service.program());
        }
        refuseMissing(GATEWAY);
    }

    List<Program> services(EmbeddedDatabase database) {
        return Arrays.stream(Service.values())
                .map(service -> program(
                        service.program(), environments.of(service, ports.of(service), database), ports.of(service)))
                .toList();
    }

    Program gateway() {
        Listener listener = ports.ofGateway(address.gateway().getHostAddress());
        return program(GATEWAY, environments.ofGateway(listener), listener);
    }

    /** The starts that make the next one faster; of those programs alone whose present build has had none yet. */
    List<Rehearsal> rehearsals(EmbeddedDatabase database) {
        Listener listener = ports.ofRehearsals();
        List<Rehearsal> rehearsals = new ArrayList<>();
        for (Service service : Service.values()) {
            rehearsals.add(rehearsal(
                    service.program(), environments.of(service, listener, database), listener, service.collection()));
        }
        rehearsals.add(rehearsal(GATEWAY, environments.ofGateway(listener), listener, Service.WORKOUT.collection()));
        return rehearsals.stream()
                .filter(rehearsal -> !rehearsal.cache().exists())
                .toList();
    }

    private Program program(String name, Map<String, String> environment, Listener listener) {
        List<String> command = JavaCommand.running(runnable(name), cache(name));
        return new Program(name, command, environment, home.directory(), home.log(name), readiness(listener));
    }

    private Rehearsal rehearsal(String name, Map<String, String> environment, Listener listener, String collection) {
        AotCache cache = cache(name);
        var program = new Program(
                "rehearsal-of-" + name,
                JavaCommand.rehearsing(runnable(name), cache),
                environment,
                home.directory(),
                home.log("rehearsal-of-" + name),
                readiness(listener));
        return new Rehearsal(
                program,
                cache,
                List.of(listener.client(collection), listener.management("/metrics"), readiness(listener)));
    }

    private AotCache cache(String name) {
        return AotCache.of(home.caches(), name, runnable(name));
    }

    private void refuseMissing(String name) {
        if (!Files.isRegularFile(runnable(name))) {
            throw new Refusal("The " + name + " has not been built (" + runnable(name)
                    + " is missing): ./trainyard up builds it.");
        }
    }

    private Path runnable(String name) {
        return checkout.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static URI readiness(Listener listener) {
        return listener.management("/q/health/ready");
    }
}
