package dev.trainyard.training.activityload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;

/** Activities that were there before loads have theirs afterwards, and what the version before writes has them, too. */
@QuarkusTest
class LoadUpgradeTest {

    private static final String SCHEMA = "training_upgrade";
    private static final String OWNER = "training_owner";

    @InjectDatabase
    EmbeddedDatabase database;

    private FluentConfiguration flyway() {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                        OWNER,
                        database.password(OWNER))
                .locations("db/kit", "db/migration")
                .defaultSchema(SCHEMA)
                .placeholders(Map.of("appRole", "training_app"))
                .outOfOrder(true);
        // As the service does, so that indexes can be created concurrently.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }

    @Test
    void activitiesOfBeforeGetTheirLoads() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
            statement.execute("CREATE SCHEMA " + SCHEMA + " AUTHORIZATION " + OWNER);
        }
        flyway().target("3").load().migrate();
        try (var connection = database.connectAs(OWNER);
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = " + SCHEMA);
            record(statement, "before");

            flyway().load().migrate();

            record(statement, "after");
            assertEquals(
                    List.of(
                            "after edwards no-heart-rate-stream",
                            "after load_miles 1",
                            "after lucia no-heart-rate-stream",
                            "after srpe 360",
                            "after trimp no-average-heart-rate",
                            "before edwards no-heart-rate-stream",
                            "before load_miles 1",
                            "before lucia no-heart-rate-stream",
                            "before srpe 360",
                            "before trimp no-average-heart-rate"),
                    loads(statement));
        }
    }

    private static void record(Statement statement, String name) throws SQLException {
        statement.execute("""
                INSERT INTO activity (user_id, name, type, started_at, duration_seconds, distance_meters, rpe)
                VALUES ('ada', '%s', 'run', '2026-03-28T07:30:00Z', 3600, 1609.344, 6)
                """.formatted(name));
    }

    private static List<String> loads(Statement statement) throws SQLException {
        List<String> loads = new ArrayList<>();
        try (var rows = statement.executeQuery("""
                SELECT concat_ws(' ', a.name, l.metric, round(l.value::numeric, 4)::float8, l.reason)
                FROM activity_load l JOIN activity a ON a.user_id = l.user_id AND a.id = l.activity_id
                ORDER BY a.name, l.metric COLLATE "C"
                """)) {
            while (rows.next()) {
                loads.add(rows.getString(1));
            }
        }
        return loads;
    }
}
