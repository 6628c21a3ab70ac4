package dev.trainyard.systemtests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each role of the database is refused, by SQL: whoever gets hold of one service's password has that service's data. */
@Tag("faults")
class DatabaseRolesTest {

    private static final String REFUSED = "42501";

    private static EmbeddedDatabase database;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporary();
        // The services bring their tables.
        cluster = Cluster.over(database).withAll().gateways(0).start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        database.close();
    }

    private static List<String> roles() {
        return Cluster.SERVICES.stream()
                .flatMap(service -> Stream.of(service + "_app", service + "_owner"))
                .toList();
    }

    private static String serviceOf(String role) {
        return role.replaceFirst("_.*", "");
    }

    /** What an administrator finds in the catalogue. */
    private static List<String> found(String query) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    /** Tables, views and sequences of a schema, with its name. */
    private static List<String> relations(String condition) throws SQLException {
        return found("""
                SELECT format('%%I.%%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname NOT LIKE 'pg\\_%%'
                AND nspname <> 'information_schema' AND %s ORDER BY 1
                """.formatted(condition));
    }

    /** The statements that a role was not refused, or for another reason than that it may not. */
    private static List<String> allowed(String role, List<String> statements) throws SQLException {
        List<String> allowed = new ArrayList<>();
        try (Connection connection = database.connectAs(role)) {
            for (String sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                    allowed.add(role + ": " + sql);
                } catch (SQLException refused) {
                    if (!REFUSED.equals(refused.getSQLState())) {
                        allowed.add(
                                role + ": " + sql + " (" + refused.getSQLState() + " " + refused.getMessage() + ")");
                    }
                }
            }
        }
        return allowed;
    }

    @Test
    void noRoleReachesAnotherSchema() throws Exception {
        List<String> allowed = new ArrayList<>();
        int tried = 0;
        for (String role : roles()) {
            List<String> statements = new ArrayList<>();
            for (String relation : relations("nspname <> '" + serviceOf(role) + "'")) {
                statements.add("SELECT * FROM " + relation + " LIMIT 1");
                statements.add("DELETE FROM " + relation);
                statements.add("COPY " + relation + " TO STDOUT");
            }
            for (String service : Cluster.SERVICES) {
                if (!service.equals(serviceOf(role))) {
                    statements.add("CREATE TABLE " + service + ".planted (id int)");
                    statements.add("DROP SCHEMA " + service + " CASCADE");
                    statements.add("ALTER SCHEMA " + service + " OWNER TO " + role);
                }
            }
            tried += statements.size();
            allowed.addAll(allowed(role, statements));
        }

        Findings.add(
                DatabaseRolesTest.class,
                "SQL as the role of one service, at every table, view and sequence of the others",
                tried + " statements of " + roles().size() + " roles",
                "refused (42501)",
                allowed.size() + " were not");
        assertEquals(List.of(), allowed);
        assertTrue(tried > 1_000, "only " + tried);
    }

    @Test
    void roleThatServicesWorkWithChangesNoSchema() throws Exception {
        List<String> allowed = new ArrayList<>();
        int tried = 0;
        for (String service : Cluster.SERVICES) {
            List<String> statements = new ArrayList<>(List.of(
                    "CREATE TABLE " + service + ".planted (id int)",
                    "CREATE VIEW " + service + ".planted AS SELECT 1",
                    "CREATE SEQUENCE " + service + ".planted",
                    "CREATE FUNCTION " + service + ".planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "DROP SCHEMA " + service + " CASCADE",
                    "ALTER SCHEMA " + service + " RENAME TO mine"));
            for (String table : relations("nspname = '" + service + "' AND relkind IN ('r', 'p')")) {
                statements.add("ALTER TABLE " + table + " ADD COLUMN planted int");
                statements.add("ALTER TABLE " + table + " DISABLE TRIGGER ALL");
                statements.add("TRUNCATE " + table + " CASCADE");
                statements.add("DROP TABLE " + table + " CASCADE");
            }
            tried += statements.size();
            allowed.addAll(allowed(service + "_app", statements));
        }

        Findings.add(
                DatabaseRolesTest.class,
                "SQL that changes tables, as the role that a service works with",
                tried + " statements of " + Cluster.SERVICES.size() + " roles",
                "refused (42501)",
                allowed.size() + " were not");
        assertEquals(List.of(), allowed);
    }

    @Test
    void noRoleReachesTheServerOrAnotherRole() throws Exception {
        List<String> everyRole = found("SELECT rolname FROM pg_roles ORDER BY 1");
        List<String> allowed = new ArrayList<>();
        int tried = 0;
        try (Connection admin = database.connectAsAdmin();
                Connection other = database.connectAs("quiz_app");
                Connection another = database.connectAs("workout_app")) {
            Map<String, String> connections =
                    Map.of(pid(admin), "postgres", pid(other), "quiz_app", pid(another), "workout_app");
            for (String role : roles()) {
                List<String> statements = new ArrayList<>(List.of(
                        "SELECT * FROM pg_authid",
                        "SELECT * FROM pg_shadow",
                        "SELECT * FROM pg_hba_file_rules",
                        "CREATE TABLE public.planted (id int)",
                        "CREATE SCHEMA planted",
                        "CREATE ROLE planted",
                        "CREATE DATABASE planted",
                        "CREATE EXTENSION dblink",
                        "CREATE EXTENSION postgres_fdw",
                        "ALTER ROLE " + role + " SUPERUSER",
                        "ALTER ROLE " + role + " CREATEROLE",
                        "ALTER DATABASE " + database.name() + " OWNER TO " + role,
                        "ALTER SYSTEM SET log_statement = 'all'",
                        "SET SESSION AUTHORIZATION postgres",
                        "SELECT pg_read_file('/etc/passwd')",
                        "SELECT pg_read_file('postgresql.conf')",
                        "SELECT pg_ls_dir('/')",
                        "SELECT lo_import('/etc/passwd')",
                        "SELECT pg_reload_conf()",
                        "SELECT pg_create_physical_replication_slot('planted')",
                        "COPY (SELECT 1) TO '/tmp/planted'",
                        "COPY (SELECT 1) TO PROGRAM 'id'",
                        "DO $$ BEGIN EXECUTE 'COPY pg_class TO PROGRAM ''id'''; END $$",
                        "CREATE FUNCTION " + serviceOf(role)
                                + ".system(cstring) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
                        "CREATE EVENT TRIGGER planted ON ddl_command_start EXECUTE FUNCTION pg_catalog.now()"));
                everyRole.stream().filter(taken -> !taken.equals(role)).forEach(taken -> {
                    statements.add("SET ROLE " + taken);
                    // That one has no members, whoever adds them.
                    if (!taken.equals("pg_database_owner")) {
                        statements.add("GRANT " + taken + " TO " + role);
                    }
                });
                roles().stream()
                        .filter(victim -> !victim.equals(role))
                        .forEach(victim -> statements.add("ALTER ROLE " + victim + " PASSWORD 'known'"));
                connections.forEach((pid, whose) -> {
                    if (!whose.equals(role)) {
                        statements.add("SELECT pg_terminate_backend(" + pid + ")");
                        statements.add("SELECT pg_cancel_backend(" + pid + ")");
                    }
                });
                tried += statements.size();
                allowed.addAll(allowed(role, statements));
                allowed.addAll(seenOfOthers(role));
            }
        }

        Findings.add(
                DatabaseRolesTest.class,
                "SQL for passwords, other roles, files, programs and other connections",
                tried + " statements of " + roles().size() + " roles",
                "refused (42501); what others ask is not shown",
                allowed.size() + " were not");
        assertEquals(List.of(), allowed);
    }

    private static String pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Statements of other roles, whose texts may hold what users wrote. */
    private static List<String> seenOfOthers(String role) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = database.connectAs(role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT usename, query FROM pg_stat_activity"
                        + " WHERE usename <> current_user AND query NOT IN ('', '<insufficient privilege>')")) {
            while (rows.next()) {
                seen.add(role + " sees of " + rows.getString(1) + ": " + rows.getString(2));
            }
        }
        return seen;
    }
}
