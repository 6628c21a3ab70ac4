package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A service that is killed in the middle of an import, and the one that comes after it. */
class KilledImportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM workout.workout) + (SELECT count(*) FROM workout.exercise)
                 + (SELECT count(*) FROM workout.workout_set) + (SELECT count(*) FROM workout.personal_record)
            """;

    @Test
    void killedImportLeavesNothingAndIsSeenToBeInterrupted() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            String location;
            try (var service = ServiceProcess.start(ServiceProcess.WORKOUT, database);
                    Connection admin = database.connectAsAdmin()) {
                service.awaitReady();
                admin.setAutoCommit(false);
                // The workouts and exercises are added, and the sets have to wait.
                admin.createStatement().execute("LOCK TABLE workout.workout_set IN SHARE MODE");
                location = as("ada")
                        .contentType("text/csv")
                        .header("Prefer", "respond-async")
                        .body("""
                                Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps
                                2024-11-28 17:36:08,B,35m,Row,1,60.0,8
                                2024-11-29 17:36:08,B,35m,Squat,1,60.0,8
                                """)
                        .post(service.url() + "/api/v1/imports")
                        .then()
                        .statusCode(202)
                        .extract()
                        .header("Location");
                await().atMost(PATIENCE)
                        .until(() -> number(
                                        database,
                                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'")
                                > 0);

                service.kill();
            }

            try (var service = ServiceProcess.start(ServiceProcess.WORKOUT, database)) {
                service.awaitReady();
                await().atMost(PATIENCE).until(() -> state(service, location), "failed"::equals);
                assertEquals(
                        "urn:problem:import-interrupted",
                        as("ada").get(service.url() + location).path("problem.type"));
                assertEquals(0, number(database, COUNTS));
            }
        }
    }

    private static String state(ServiceProcess service, String location) {
        return as("ada").get(service.url() + location).path("state");
    }

    private static RequestSpecification as(String user) {
        return given().header("Authorization", "Bearer " + TestTokens.of(user, "user"));
    }

    private static int number(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                ResultSet row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
