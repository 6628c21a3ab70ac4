package dev.trainyard.systemtests;

import static java.util.Objects.requireNonNull;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PgBouncer in transaction mode before a database, as the Kubernetes overlay for production has it: each transaction may
 * run in another session.
 */
final class PgBouncer implements AutoCloseable {

    private static final Optional<Path> PROGRAM = Stream.of(
                    requireNonNull(System.getenv("PATH")).split(":"), new String[] {"/usr/sbin", "/usr/local/sbin"})
            .flatMap(Stream::of)
            .map(folder -> Path.of(folder, "pgbouncer"))
            .filter(Files::isExecutable)
            .findFirst();

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return PROGRAM.isPresent();
    }

    /** Starts one that has {@code sessions} of the database for each role. */
    static PgBouncer start(EmbeddedDatabase database, Path folder, int sessions, String... roles) throws IOException {
        Path users = folder.resolve("users.txt");
        Files.write(
                users,
                Stream.of(roles)
                        .map(role -> "\"%s\" \"%s\"".formatted(role, database.password(role)))
                        .toList());
        int port = FreePort.next();
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits,options
                """.formatted(
                        database.host(), database.port(), port, users, sessions));
        List<String> command = new ArrayList<>(List.of(PROGRAM.orElseThrow().toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to be root. Its files are read before it becomes somebody else.
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        return new PgBouncer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                        .start(),
                port);
    }

    /** What sends a service's requests through the pooler, and the rest to the database itself. */
    Map<String, String> before(EmbeddedDatabase database) {
        return Map.of(
                "TRAINYARD_DATABASE_HOST", "127.0.0.1",
                "TRAINYARD_DATABASE_PORT", Integer.toString(port),
                "TRAINYARD_DATABASE_DIRECT_HOST", database.host(),
                "TRAINYARD_DATABASE_DIRECT_PORT", Integer.toString(database.port()),
                // Before its version 1.21 it loses statements that the driver prepares.
                "TRAINYARD_DATABASE_PREPARE_THRESHOLD", "0");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
