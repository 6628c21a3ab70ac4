package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.TokenIssuer;
import dev.trainyard.standalone.process.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the gateway and the services are started here; each is told what it needs and nothing more. */
final class SuitePrograms {

    private static final String GATEWAY = "gateway";

    private final Path checkout;
    private final Home home;
    private final Address address;
    private final Ports ports;
    private final JavaCommand java;

    SuitePrograms(Path checkout, Home home, Address address, JavaCommand java) {
        this.checkout = checkout;
        this.home = home;
        this.address = address;
        this.ports = address.ports();
        this.java = java;
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
                .map(service -> service(service, database))
                .toList();
    }

    Program gateway() {
        Map<String, String> environment =
                common(address.gateway().getHostAddress(), ports.gateway(), ports.gatewayManagement());
        for (Service service : Service.values()) {
            String prefix = "TRAINYARD_GATEWAY_SERVICES_" + service.name();
            environment.put(prefix + "_URL", local(ports.of(service), ""));
            environment.put(prefix + "_MANAGEMENT_URL", local(ports.managementOf(service), ""));
        }
        return program(GATEWAY, environment, ports.gatewayManagement());
    }

    private Program service(Service service, EmbeddedDatabase database) {
        Map<String, String> environment = common(Address.LOOPBACK, ports.of(service), ports.managementOf(service));
        environment.put("TRAINYARD_DATABASE_HOST", database.host());
        environment.put("TRAINYARD_DATABASE_PORT", Integer.toString(database.port()));
        environment.put("TRAINYARD_DATABASE_NAME", database.name());
        environment.put("TRAINYARD_DATABASE_OWNER_PASSWORD", database.password(service.ownerRole()));
        environment.put("TRAINYARD_DATABASE_APP_PASSWORD", database.password(service.appRole()));
        return program(service.program(), environment, ports.managementOf(service));
    }

    private Map<String, String> common(String host, int port, int managementPort) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", host);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", Address.LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("TRAINYARD_IDENTITY_ISSUER", TokenIssuer.ISSUER);
        environment.put("TRAINYARD_IDENTITY_AUDIENCE", TokenIssuer.AUDIENCE);
        environment.put("TRAINYARD_IDENTITY_JWKS", home.publicKeys().toUri().toString());
        return environment;
    }

    private Program program(String name, Map<String, String> environment, int managementPort) {
        return new Program(
                name,
                java.running(runnable(name)),
                environment,
                home.directory(),
                home.log(name),
                URI.create(local(managementPort, "/q/health/ready")));
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

    private static String local(int port, String path) {
        return "http://" + Address.LOOPBACK + ":" + port + path;
    }
}
