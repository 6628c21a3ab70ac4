package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.process.Program;
import dev.trainyard.standalone.startup.Rehearsal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the programs of the suite are started. */
final class SuitePrograms {

    private static final String GATEWAY = "gateway";

    private final Builds builds;
    private final Home home;
    private final Address address;
    private final Ports ports;
    private final Environments environments;

    SuitePrograms(Builds builds, Home home, Address address) {
        this.builds = builds;
        this.home = home;
        this.address = address;
        this.ports = address.ports();
        this.environments = new Environments(home, ports, System.getenv());
    }

    /** Refuses before anything is started when one of them has not been built. */
    void refuseMissing() {
        for (Service service : Service.values()) {
            builds.refuseMissing(service.program());
        }
        builds.refuseMissing(GATEWAY);
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

    /**
     * The starts that make the next one faster; of those programs alone whose present build has had none yet, and none of
     * executables.
     */
    List<Rehearsal> rehearsals(EmbeddedDatabase database) {
        return builds instanceof Jars jars ? rehearsals(jars, database) : List.of();
    }

    private List<Rehearsal> rehearsals(Jars jars, EmbeddedDatabase database) {
        Listener listener = ports.ofRehearsals();
        List<Rehearsal> rehearsals = new ArrayList<>();
        for (Service service : Service.values()) {
            rehearsals.add(rehearsal(
                    jars,
                    service.program(),
                    environments.of(service, listener, database),
                    listener,
                    service.collection()));
        }
        rehearsals.add(
                rehearsal(jars, GATEWAY, environments.ofGateway(listener), listener, Service.WORKOUT.collection()));
        return rehearsals.stream()
                .filter(rehearsal -> !rehearsal.cache().exists())
                .toList();
    }

    private Program program(String name, Map<String, String> environment, Listener listener) {
        return new Program(
                name, builds.command(name), environment, home.directory(), home.log(name), readiness(listener));
    }

    private Rehearsal rehearsal(
            Jars jars, String name, Map<String, String> environment, Listener listener, String collection) {
        var program = new Program(
                "rehearsal-of-" + name,
                jars.rehearsing(name),
                environment,
                home.directory(),
                home.log("rehearsal-of-" + name),
                readiness(listener));
        return new Rehearsal(
                program,
                jars.cache(name),
                List.of(listener.client(collection), listener.management("/metrics"), readiness(listener)));
    }

    private static URI readiness(Listener listener) {
        return listener.management("/q/health/ready");
    }
}
