package dev.trainyard.workout.resolution;

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
import org.junit.jupiter.api.Test;

/** What was there before the catalogue was filled is resolved when it is, and what the version before makes, too. */
@QuarkusTest
class ResolutionUpgradeTest {

    private static final String SCHEMA = "workout_upgrade";
    private static final String OWNER = "workout_owner";

    @InjectDatabase
    EmbeddedDatabase database;

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                        OWNER,
                        database.password(OWNER))
                .locations("db/kit", "db/migration")
                .defaultSchema(SCHEMA)
                .placeholders(Map.of("appRole", "workout_app"))
                .outOfOrder(true);
    }

    @Test
    void exercisesOfBeforeAreResolved() throws Exception {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
            statement.execute("CREATE SCHEMA " + SCHEMA + " AUTHORIZATION " + OWNER);
        }
        flyway().target("3").load().migrate();
        try (var connection = database.connectAs(OWNER);
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = " + SCHEMA);
            statement.execute("INSERT INTO exercise (user_id, name) VALUES ('ada', 'ohp'), ('ada', 'my own thing')");

            flyway().load().migrate();

            statement.execute("INSERT INTO exercise (user_id, name) VALUES ('ada', 'Squat (Barbell)')");
            assertEquals(
                    List.of("Overhead Press (Barbell) alias", "Squat (Barbell) name", "my own thing own"),
                    resolved(statement));
        }
    }

    private static List<String> resolved(Statement statement) throws SQLException {
        List<String> resolved = new ArrayList<>();
        try (var rows = statement.executeQuery(
                "SELECT resolved_name || ' ' || reason FROM exercise_resolution_cache ORDER BY resolved_name COLLATE \"C\"")) {
            while (rows.next()) {
                resolved.add(rows.getString(1));
            }
        }
        return resolved;
    }
}
