package dev.trainyard.standalone.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/** A PostgreSQL 18 of our own on this machine, with the database, the roles and the schemas of Trainyard. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "trainyard";
    private static final Duration STOP = Duration.ofSeconds(15);

    private final PostgresServer server;
    private final ServerSettings settings;
    private final RolePasswords passwords;
    private final Optional<TemporaryHome> disposable;

    private EmbeddedDatabase(
            PostgresServer server,
            ServerSettings settings,
            RolePasswords passwords,
            Optional<TemporaryHome> disposable) {
        this.server = server;
        this.settings = settings;
        this.passwords = passwords;
        this.disposable = disposable;
    }

    /** Starts over a directory that keeps the data; a server that was left running over it is stopped first. */
    public static EmbeddedDatabase start(Path dataDirectory, Path log, int port, RolePasswords passwords) {
        var server = new PostgresServer(dataDirectory, log);
        var database = new EmbeddedDatabase(server, new ServerSettings(port, true), passwords, Optional.empty());
        database.stop();
        database.startAgain();
        return database;
    }

    /** Stops a server that runs over the directory though nobody is left to use it, and says which process it was. */
    public static OptionalLong stopLeftRunning(Path dataDirectory) {
        try {
            var server = new PostgresServer(dataDirectory, dataDirectory);
            OptionalLong pid = server.pid();
            server.stop(STOP);
            return pid;
        } catch (IOException failure) {
            throw new DatabaseFailure("PostgreSQL cannot be stopped: " + failure, failure);
        }
    }

    /** Starts over a fresh directory that goes away on close, at the latest with this process; for tests. */
    public static EmbeddedDatabase temporary() {
        return temporary(false);
    }

    /** The same, that keeps what it has acknowledged when it is killed. */
    public static EmbeddedDatabase temporaryDurable() {
        return temporary(true);
    }

    private static EmbeddedDatabase temporary(boolean durable) {
        try {
            TemporaryHome home = TemporaryHome.create();
            var database = new EmbeddedDatabase(
                    home.server(),
                    new ServerSettings(FreePort.next(), durable),
                    RolePasswords.random(),
                    Optional.of(home));
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "database-removal"));
            database.startAgain();
            return database;
        } catch (IOException failure) {
            throw new DatabaseFailure("A temporary PostgreSQL cannot be made: " + failure, failure);
        }
    }

    public String host() {
        return ServerSettings.HOST;
    }

    public int port() {
        return settings.port();
    }

    public String name() {
        return NAME;
    }

    public String password(String role) {
        return passwords.of(role);
    }

    /** The process id of the server's first process; refuses while the server is stopped. */
    public long pid() {
        try {
            return server.pid().orElseThrow(() -> new IllegalStateException("The database is stopped"));
        } catch (IOException unreadable) {
            throw new DatabaseFailure("The state of PostgreSQL cannot be read: " + unreadable, unreadable);
        }
    }

    /** A connection that may do everything, in the database of Trainyard; the caller closes it. */
    public Connection connectAsAdmin() throws SQLException {
        return connect(NAME, RolePasswords.ADMIN);
    }

    /** A connection as one of the services' roles; the caller closes it. */
    public Connection connectAs(String role) throws SQLException {
        return connect(NAME, role);
    }

    /** Takes the database away; what is committed stays for {@link #startAgain}. */
    public void stop() {
        try {
            server.stop(STOP);
        } catch (IOException failure) {
            throw new DatabaseFailure("PostgreSQL cannot be stopped: " + failure, failure);
        }
    }

    /** Brings the database back on the same port with the same data. */
    public void startAgain() {
        try {
            server.initialise(passwords.of(RolePasswords.ADMIN));
            server.start(settings);
            Provisioning.of(this, passwords);
        } catch (IOException failure) {
            throw new DatabaseFailure("PostgreSQL did not start: " + failure, failure);
        } catch (SQLException failure) {
            stop();
            throw unprepared(failure);
        }
    }

    /** Where its files are. */
    Path data() {
        return server.data();
    }

    /** Stops the server; a temporary one disappears with its data. Closing twice does nothing. */
    @Override
    public void close() {
        if (disposable.isEmpty()) {
            stop();
            return;
        }
        try {
            disposable.get().remove();
        } catch (IOException failure) {
            throw new DatabaseFailure("The temporary PostgreSQL cannot be removed: " + failure, failure);
        }
    }

    private static DatabaseFailure unprepared(SQLException failure) {
        return PSQLState.INVALID_PASSWORD.getState().equals(failure.getSQLState())
                ? new DatabaseFailure(
                        "The data was made with other passwords than those at hand: bring back their file, or begin"
                                + " with new data (./trainyard reset).",
                        failure)
                : new DatabaseFailure("The database cannot be prepared: " + failure.getMessage(), failure);
    }

    /** Not by the driver manager, which does not see the driver from every class loader of the tests. */
    Connection connect(String database, String role) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(database);
        source.setConnectTimeout(15);
        return source.getConnection(role, password(role));
    }
}
