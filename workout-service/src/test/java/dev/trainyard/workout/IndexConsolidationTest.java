package dev.trainyard.workout;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database with the indexes of the systems that we come from, twenty of one column each, is brought to ours while it is
 * in use: before, between and after the steps, the service does what it does.
 */
@QuarkusTest
class IndexConsolidationTest {

    private static final String HISTORY = "consolidation_history";

    private final TestUser ada = TestUser.fresh();
    private Map<String, String> ours;

    @InjectDatabase
    EmbeddedDatabase database;

    @BeforeEach
    void sourceLikeIndexesOnExistingData() throws Exception {
        String workout = Training.start(ada);
        for (int reps = 1; reps <= 5; reps++) {
            Training.add(ada, workout, "Squat", "100", reps);
        }
        Training.finish(ada, workout);
        ours = indexes();
        try (InputStream script =
                        Thread.currentThread().getContextClassLoader().getResourceAsStream("db/source_like.sql");
                Connection owner = database.connectAs("workout_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Whatever became of the test: other tests share the database. */
    @AfterEach
    void indexesAreOursAgain() throws SQLException {
        try (Connection owner = database.connectAs("workout_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + HISTORY);
            for (String index : indexes().keySet()) {
                if (!ours.containsKey(index)) {
                    statement.execute("DROP INDEX " + index);
                }
            }
            for (String definition : ours.values()) {
                statement.execute(definition.replaceFirst(" INDEX ", " INDEX IF NOT EXISTS "));
            }
        }
    }

    @Test
    void serviceWorksBeforeBetweenAndAfterTheSteps() throws Exception {
        Flyway all = flyway("latest");
        assertEquals(5, all.info().all().length);
        int workouts = 1;
        useTheService(workouts++);
        for (MigrationInfo step : Arrays.asList(all.info().all())) {
            assertTrue(flyway(step.getVersion().getVersion()).migrate().success, step.getScript());
            useTheService(workouts++);
        }
        assertEquals(ours, indexes());
    }

    @Test
    void stepThatWasInterruptedIsDoneAgain() throws Exception {
        try (Connection owner = database.connectAs("workout_owner");
                Statement statement = owner.createStatement()) {
            // As a try that failed leaves it, under its name and of no use.
            statement.execute(
                    "CREATE UNIQUE INDEX uq_workout_active ON workout (user_id, id) WHERE finished_at IS NULL");
        }
        assertTrue(flyway("latest").migrate().success);
        assertEquals(ours, indexes());
    }

    /** The hot statement, the list and the dashboard, as the user who has {@code before} workouts sees them. */
    private void useTheService(int before) {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5 + before)
                .then()
                .statusCode(201)
                .body("number", equalTo(1))
                .body("records.kind", hasItem("e1rm"));
        ada.request().get("/api/v1/workouts/active").then().statusCode(200).body("sets.reps", contains(5 + before));
        Training.finish(ada, workout);
        ada.request()
                .get("/api/v1/workouts")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(before + 1))
                .body("items[0].setCount", equalTo(1))
                .body("items.finishedAt", everyItem(notNullValue()));
        ada.request()
                .get("/api/v1/dashboard")
                .then()
                .statusCode(200)
                .body("workouts", equalTo(before + 1))
                .body("sets", equalTo(5 + before));
    }

    private Flyway flyway(String target) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                        "workout_owner",
                        database.password("workout_owner"))
                .locations("db/consolidation")
                .defaultSchema("workout")
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("7")
                .target(target);
        // Flyway's lock in a transaction would be waited for by CONCURRENTLY, for ever.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }

    private Map<String, String> indexes() throws SQLException {
        Map<String, String> indexes = new TreeMap<>();
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT i.indexname, i.indexdef FROM pg_indexes i
                        JOIN pg_index x ON x.indexrelid = (quote_ident(i.schemaname) || '.' || quote_ident(i.indexname))::regclass
                        WHERE i.schemaname = 'workout' AND i.tablename IN ('workout', 'workout_set', 'exercise')
                          AND x.indisvalid AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)
                        """)) {
            while (rows.next()) {
                indexes.put(rows.getString(1), rows.getString(2));
            }
        }
        return indexes;
    }
}
