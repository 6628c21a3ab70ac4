package dev.trainyard.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * The check of a service's migrations: all can be applied to nothing, each has an undo script, all undone leave nothing,
 * and applied again they make the same schema. Works in a schema of its own, beside the one that tests use.
 */
public final class MigrationRoundTrip {

    // Of the schema that the search path names, without Flyway's own table.
    private static final String OBJECTS = """
            SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                   || coalesce(' default ' || column_default, '') || coalesce(' as ' || generation_expression, '') AS object
            FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'flyway_schema_history'
            UNION ALL
            SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND conrelid <> to_regclass('flyway_schema_history') AND contype <> 'n'
            UNION ALL
            SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'flyway_schema_history'
            UNION ALL
            SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 'type ' || typname FROM pg_type
            WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'd')
            ORDER BY object
            """;

    private MigrationRoundTrip() {}

    /** Checks the migrations on the class path, as the owner of {@code schema}. */
    public static void check(EmbeddedDatabase database, String schema) throws SQLException, IOException {
        String scratch = schema + "_round_trip";
        String owner = schema + "_owner";
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + scratch + " CASCADE");
            statement.execute("CREATE SCHEMA " + scratch + " AUTHORIZATION " + owner);
        }
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                        owner,
                        database.password(owner))
                .locations("db/kit", "db/migration")
                .defaultSchema(scratch)
                .placeholders(Map.of("appRole", schema + "_app"))
                .outOfOrder(true)
                .validateMigrationNaming(true);
        // As the services do, so that indexes can be created concurrently.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        Flyway flyway = configuration.load();
        try (Connection connection = database.connectAs(owner);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + scratch);
            flyway.migrate();
            List<String> first = objects(statement);

            for (MigrationInfo applied : Arrays.asList(flyway.info().applied()).reversed()) {
                if (applied.getVersion() != null) {
                    statement.execute(undoOf(applied.getScript()));
                }
            }
            assertEquals(List.of(), objects(statement), "The undo scripts leave something");

            statement.execute("DROP TABLE flyway_schema_history");
            flyway.migrate();
            assertEquals(first, objects(statement), "Applied again, the schema is another");
            statement.execute("DROP TABLE flyway_schema_history");
        }
    }

    private static String undoOf(String script) throws IOException {
        String file = script.substring(script.lastIndexOf('/') + 1);
        String undo = "db/undo/U" + file.substring(1);
        try (InputStream text = Thread.currentThread().getContextClassLoader().getResourceAsStream(undo)) {
            assertNotNull(text, script + " has no " + undo);
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> objects(Statement statement) throws SQLException {
        List<String> objects = new ArrayList<>();
        try (var rows = statement.executeQuery(OBJECTS)) {
            while (rows.next()) {
                objects.add(rows.getString(1));
            }
        }
        return objects;
    }
}
