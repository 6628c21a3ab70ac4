package dev.trainyard.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A second server that follows a temporary one and can take its place, for tests of failovers. The first acknowledges nothing
 * that this one does not have.
 */
public final class Standby implements AutoCloseable {

    private final TemporaryHome home;
    private final PostgresServer server;
    private final ServerSettings settings;

    private Standby(TemporaryHome home, ServerSettings settings) {
        this.home = home;
        this.server = home.server();
        this.settings = settings;
    }

    /** Stops {@code primary} for a moment to copy it. */
    public static Standby of(EmbeddedDatabase primary) {
        try {
            var standby = new Standby(TemporaryHome.create(), new ServerSettings(FreePort.next(), true));
            Runtime.getRuntime().addShutdownHook(new Thread(standby::close, "standby-removal"));
            primary.stop();
            copy(primary.data(), standby.server.data());
            primary.startAgain();
            standby.follow(primary);
            return standby;
        } catch (IOException | SQLException failure) {
            throw new DatabaseFailure("A standby cannot be made: " + failure, failure);
        }
    }

    public int port() {
        return settings.port();
    }

    /** Has it take over: it takes changes from now on. The one that it followed must be gone. */
    public void promote() {
        try {
            server.promote();
        } catch (IOException failure) {
            throw new DatabaseFailure("The standby cannot take over: " + failure, failure);
        }
    }

    @Override
    public void close() {
        try {
            home.remove();
        } catch (IOException failure) {
            throw new DatabaseFailure("The standby cannot be removed: " + failure, failure);
        }
    }

    private void follow(EmbeddedDatabase primary) throws IOException, SQLException {
        Files.createFile(server.data().resolve("standby.signal"));
        Files.writeString(
                server.data().resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=%s port=%d user=%s password=%s'%n"
                        .formatted(
                                primary.host(),
                                primary.port(),
                                RolePasswords.ADMIN,
                                primary.password(RolePasswords.ADMIN)),
                StandardOpenOption.APPEND);
        server.start(settings);
        try (Connection admin = primary.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
            statement.execute("SELECT pg_reload_conf()");
            // Acknowledged only when the standby has it, which shows that it follows.
            statement.execute("CREATE TABLE followed ()");
            statement.execute("DROP TABLE followed");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
