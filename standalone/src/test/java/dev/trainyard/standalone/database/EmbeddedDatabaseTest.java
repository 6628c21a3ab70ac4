package dev.trainyard.standalone.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.process.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedDatabaseTest {

    private EmbeddedDatabase shared;

    @BeforeAll
    void start() {
        shared = EmbeddedDatabase.temporary();
    }

    @AfterAll
    void remove() {
        shared.close();
    }

    @Test
    void everyServiceHasItsTwoRoles() throws Exception {
        try (Connection admin = shared.connectAsAdmin()) {
            assertEquals(
                    RolePasswords.SERVICE_ROLES.stream().sorted().toList(),
                    column(admin, "SELECT rolname FROM pg_roles WHERE rolname !~ '^(pg_|postgres$)' ORDER BY rolname"));
        }
    }

    @Test
    void appRoleCannotCreateATable() throws Exception {
        try (Connection app = shared.connectAs("workout_app")) {
            assertRefused(app, "CREATE TABLE workout.mine (id int)");
        }
    }

    @Test
    void appRoleWritesTheTablesOfItsOwner() throws Exception {
        execute(shared.connectAs("quiz_owner"), "CREATE TABLE written (id int)");
        execute(shared.connectAs("quiz_app"), "INSERT INTO written VALUES (1)");
        try (Connection admin = shared.connectAsAdmin()) {
            assertEquals(List.of("1"), column(admin, "SELECT id FROM quiz.written"));
        }
    }

    @Test
    void appRoleCannotReadAnotherSchema() throws Exception {
        execute(shared.connectAs("training_owner"), "CREATE TABLE secret (id int)");
        try (Connection app = shared.connectAs("workout_app")) {
            assertRefused(app, "SELECT * FROM training.secret");
        }
    }

    @Test
    void nobodyGetsInWithoutTheRightPassword() {
        var stranger = new PGSimpleDataSource();
        stranger.setServerNames(new String[] {shared.host()});
        stranger.setPortNumbers(new int[] {shared.port()});
        stranger.setDatabaseName(shared.name());

        var refusal = assertThrows(SQLException.class, () -> stranger.getConnection("postgres", "postgres"));

        assertEquals("28P01", refusal.getSQLState());
    }

    @Test
    void comesBackOnTheSamePortWithItsData() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            execute(database.connectAs("workout_owner"), "CREATE TABLE kept AS SELECT 7 AS id");

            database.stop();
            assertThrows(SQLException.class, database::connectAsAdmin);
            database.startAgain();

            try (Connection app = database.connectAs("workout_app")) {
                assertEquals(List.of("7"), column(app, "SELECT id FROM kept"));
            }
        }
    }

    @Test
    void keepsItsDataFromOneStartToTheNext(@TempDir Path home) throws Exception {
        try (var first = durable(home)) {
            execute(first.connectAs("workout_owner"), "CREATE TABLE kept AS SELECT 7 AS id");
        }

        try (var second = durable(home);
                Connection app = second.connectAs("workout_app")) {
            assertEquals(List.of("7"), column(app, "SELECT id FROM kept"));
        }
    }

    @Test
    void isDurableUnlessTemporary(@TempDir Path home) throws Exception {
        try (var database = durable(home);
                Connection admin = database.connectAsAdmin()) {
            assertEquals(List.of("on", "on", "on", "100", "pg_stat_statements", "127.0.0.1"), column(admin, """
                            SELECT current_setting(name) FROM unnest(ARRAY['fsync', 'synchronous_commit',
                                'full_page_writes', 'max_connections', 'shared_preload_libraries', 'listen_addresses']
                            ) AS setting (name)"""));
        }
    }

    @Test
    void recoversFromAKilledServer(@TempDir Path home) throws Exception {
        try (var first = durable(home)) {
            execute(first.connectAs("workout_owner"), "CREATE TABLE kept AS SELECT 7 AS id");
            ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

            try (var second = durable(home);
                    Connection app = second.connectAs("workout_app")) {
                assertEquals(List.of("7"), column(app, "SELECT id FROM kept"));
            }
        }
    }

    @Test
    void startsOverAnIdFileThatNamesSomebodyElsesProcess(@TempDir Path home) throws Exception {
        durable(home).close();
        Files.writeString(
                home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (var database = durable(home)) {
            assertTrue(ProcessHandle.of(database.pid()).isPresent());
        }
    }

    @Test
    void takesOverFromAServerThatWasLeftRunning(@TempDir Path home) throws Exception {
        long abandoned = durable(home).pid();

        try (var database = durable(home)) {
            assertFalse(ProcessHandle.of(abandoned).map(Termination::isRunning).orElse(false));
            assertTrue(database.pid() != abandoned);
        }
    }

    @Test
    void takenPortIsSaid(@TempDir Path home) {
        var failure = assertThrows(
                DatabaseFailure.class,
                () -> EmbeddedDatabase.start(
                        home.resolve("data"), home.resolve("server.log"), shared.port(), RolePasswords.random()));

        assertTrue(
                failure.getMessage().startsWith("PostgreSQL did not start: could not create any TCP/IP sockets"),
                failure.getMessage());
    }

    @Test
    void temporaryOneLeavesNothing() throws Exception {
        var database = EmbeddedDatabase.temporary();
        long pid = database.pid();
        Path data;
        try (Connection admin = database.connectAsAdmin()) {
            data = Path.of(column(admin, "SHOW data_directory").getFirst());
        }

        database.close();

        assertFalse(Files.exists(data.getParent()));
        assertFalse(ProcessHandle.of(pid).map(Termination::isRunning).orElse(false));
    }

    @Test
    void temporaryOneOfAKilledProcessGoesWithTheNext() throws Exception {
        Process abandoning = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AbandonedDatabase.class.getName())
                .start();
        long abandoned = Long.parseLong(abandoning.inputReader().readLine());
        abandoning.destroyForcibly().waitFor();

        EmbeddedDatabase.temporary().close();

        assertFalse(ProcessHandle.of(abandoned).map(Termination::isRunning).orElse(false));
    }

    @Test
    void passwordsStayTheSameInAFileForTheirOwner(@TempDir Path home) throws Exception {
        Path file = home.resolve("secrets.properties");

        RolePasswords first = RolePasswords.kept(file);

        assertEquals(first.of("workout_app"), RolePasswords.kept(file).of("workout_app"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static EmbeddedDatabase durable(Path home) throws IOException {
        return EmbeddedDatabase.start(
                home.resolve("data"),
                home.resolve("server.log"),
                FreePort.next(),
                RolePasswords.kept(home.resolve("secrets.properties")));
    }

    private static void execute(Connection opened, String sql) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        var refusal = assertThrows(SQLException.class, () -> execute(connection, sql));
        assertEquals("42501", refusal.getSQLState(), refusal.getMessage());
    }
}
