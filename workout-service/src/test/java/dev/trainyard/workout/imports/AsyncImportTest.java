package dev.trainyard.workout.imports;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AsyncImportTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private static String strong(int sets) {
        StringBuilder csv = new StringBuilder(
                "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n");
        for (int set = 0; set < sets; set++) {
            int workout = set / 20;
            csv.append("20%02d-%02d-%02d 17:36:08,\"Day %d\",35m,\"Exercise %d\",%d,%d,%d,0,0.0,\n"
                    .formatted(
                            10 + workout / 336,
                            workout / 28 % 12 + 1,
                            workout % 28 + 1,
                            workout % 3,
                            set % 20 / 4,
                            set % 4 + 1,
                            20 + set % 100,
                            5 + set % 7));
        }
        return csv.toString();
    }

    private static Response send(TestUser user, String csv, String query) {
        return user.request()
                .header("Prefer", "wait=1, respond-async")
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports" + query);
    }

    private static String sent(TestUser user, String csv) {
        return send(user, csv, "").then().statusCode(202).extract().header("Location");
    }

    private static String state(TestUser user, String location) {
        return user.request().get(location).path("state");
    }

    private static void awaitState(TestUser user, String location, String state) {
        await().atMost(LONG).until(() -> state(user, location), state::equals);
    }

    /** Holds what the user's import needs before it is done, so that it stays in the middle. */
    private final class Blocker implements AutoCloseable {

        private final Connection connection = database.connectAsAdmin();

        Blocker(TestUser user) throws SQLException {
            Training.add(user, Training.start(user), "Exercise 0", "1", 1);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT FROM workout.exercise WHERE user_id = '%s' AND name = 'Exercise 0' FOR UPDATE"
                        .formatted(user.id()));
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement();
                var rows = statement.executeQuery(sql.formatted(ada.id()))) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void importThatIsNotWaitedForTellsHowFarItIs() throws Exception {
        String location;
        try (var _ = new Blocker(ada)) {
            Response accepted = send(ada, strong(20_000), "");
            location = accepted.then()
                    .statusCode(202)
                    .header("Preference-Applied", "respond-async")
                    .body("state", equalTo("running"))
                    .extract()
                    .header("Location");
            assertEquals("/api/v1/imports/" + accepted.path("id"), location);
            await().atMost(LONG).until(() -> ada.request().get(location).path("rows"), equalTo(20_000));
            ada.request()
                    .get(location)
                    .then()
                    .body("state", equalTo("running"))
                    .body("percent", allOf(greaterThanOrEqualTo(30), lessThan(100)))
                    .body("result", nullValue())
                    .body("finishedAt", nullValue());
            ada.request().get("/api/v1/imports").then().body("items.state", contains("running"));
        }
        awaitState(ada, location, "finished");
        ada.request()
                .get(location)
                .then()
                .body("percent", equalTo(100))
                .body("sets", equalTo(20_000))
                .body("problem", nullValue())
                .body("finishedAt", notNullValue())
                .body("result.workouts", equalTo(1000))
                .body("result.sets", equalTo(20_000))
                .body("result.changes", hasSize(200))
                .body("result.id", equalTo(location.substring(location.lastIndexOf('/') + 1)));
        assertEquals(20_001, number("SELECT count(*) FROM workout.workout_set WHERE user_id = '%s'"));

        ada.request().delete(location).then().statusCode(204);
        ada.request().get(location).then().body("state", equalTo("undone"));
        assertEquals(1, number("SELECT count(*) FROM workout.workout_set WHERE user_id = '%s'"));
        assertEquals(1, number("SELECT count(*) FROM workout.workout WHERE user_id = '%s'"));
        assertEquals(1, number("SELECT count(*) FROM workout.exercise WHERE user_id = '%s'"));
        assertEquals(
                List.of("e1rm=1", "reps_at_weight@1=1", "set_volume=1", "weight=1"),
                Training.records(ada, "Exercise 0"));
    }

    @Test
    void dryRunThatIsNotWaitedForLeavesNothingButItsResult() {
        String location = send(ada, strong(100), "?dryRun=true")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        awaitState(ada, location, "finished");
        ada.request()
                .get(location)
                .then()
                .body("dryRun", equalTo(true))
                .body("result.dryRun", equalTo(true))
                .body("result.sets", equalTo(100));
        ada.request().get("/api/v1/workouts").then().body("items", empty());
        ada.request().get("/api/v1/imports").then().body("items", empty());
        ada.request().delete(location).then().statusCode(404);
    }

    @Test
    void oneImportOfAUserIsUnderWayAtATime() throws Exception {
        String location;
        try (var _ = new Blocker(ada)) {
            location = sent(ada, strong(20));
            send(ada, strong(20), "")
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "5")
                    .body("type", equalTo("urn:problem:import-running"));
            ada.request()
                    .contentType("text/csv")
                    .body(strong(20))
                    .post("/api/v1/imports")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:problem:import-running"));
            ada.request().delete(location).then().statusCode(409).body("type", equalTo("urn:problem:import-running"));
        }
        awaitState(ada, location, "finished");
    }

    @Test
    void importBeyondThePlacesOfAReplicaIsRefusedAtOnce() throws Exception {
        List<Blocker> blockers = new ArrayList<>();
        List<String> locations = new ArrayList<>();
        List<TestUser> users = List.of(TestUser.fresh(), TestUser.fresh(), TestUser.fresh());
        try {
            for (TestUser user : users) {
                blockers.add(new Blocker(user));
                locations.add(sent(user, strong(20)));
            }
            send(ada, strong(20), "")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("type", equalTo("urn:problem:overloaded"));
        } finally {
            for (Blocker blocker : blockers) {
                blocker.close();
            }
        }
        for (int i = 0; i < users.size(); i++) {
            awaitState(users.get(i), locations.get(i), "finished");
        }
        awaitState(ada, sent(ada, strong(20)), "finished");
    }

    @Test
    void importWhoseConnectionIsKilledLeavesNothingAndSaysSo() throws Exception {
        String location;
        try (var _ = new Blocker(ada)) {
            location = sent(ada, strong(2000));
            await().atMost(LONG).until(() -> ada.request().get(location).<Integer>path("percent") >= 30);
            try (Connection admin = database.connectAsAdmin();
                    Statement statement = admin.createStatement()) {
                statement.execute("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE usename = 'workout_app' AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'
                        """);
            }
        }
        awaitState(ada, location, "failed");
        ada.request().get(location).then().body("problem.type", equalTo("urn:problem:database-unavailable"));
        assertEquals(1, number("SELECT count(*) FROM workout.workout_set WHERE user_id = '%s'"));
        assertEquals(1, number("SELECT count(*) FROM workout.workout WHERE user_id = '%s'"));
        awaitState(ada, sent(ada, strong(20)), "finished");
    }

    @Test
    void importOfAServiceThatIsGoneIsSeenToBeInterrupted() throws Exception {
        String id;
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement();
                // What a killed service leaves: the row that says that it is running, and nobody who has the turn.
                var rows = statement.executeQuery("""
                        INSERT INTO workout.import (user_id, format, state, bytes, bytes_read)
                        VALUES ('%s', 'strong', 'running', 100, 50) RETURNING id
                        """.formatted(ada.id()))) {
            rows.next();
            id = rows.getString(1);
        }
        ada.request()
                .get("/api/v1/imports")
                .then()
                .body("items.state", contains("failed"))
                .body("items.sets", contains(0));
        ada.request()
                .get("/api/v1/imports/" + id)
                .then()
                .body("state", equalTo("failed"))
                .body("problem.type", equalTo("urn:problem:import-interrupted"));
        awaitState(ada, sent(ada, strong(20)), "finished");
    }

    @Test
    void fileThatBreaksInTheMiddleFailsTheImport() {
        String location = sent(ada, strong(50) + "\"".repeat(3) + "x".repeat(100_000));
        awaitState(ada, location, "failed");
        ada.request()
                .get(location)
                .then()
                .body("problem.type", equalTo("urn:problem:malformed-csv"))
                .body("problem.status", equalTo(400))
                .body("result", nullValue())
                .body("sets", equalTo(0));
        ada.request().get("/api/v1/workouts").then().body("items", empty());
        ada.request().delete(location).then().statusCode(204);
        ada.request().get("/api/v1/imports").then().body("items", empty());
    }

    @Test
    void whatIsNoExportIsRefusedAtOnce() {
        send(ada, "a,b\n1,2\n", "").then().statusCode(400).body("type", equalTo("urn:problem:unknown-import-format"));
        ada.request().get("/api/v1/imports").then().body("items", empty());
    }

    @Test
    void formMayBeTakenInWithoutWaiting() {
        String location = ada.request()
                .header("Prefer", "respond-async")
                .multiPart("file", "strong.csv", strong(20).getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/imports")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        awaitState(ada, location, "finished");
        assertEquals(
                List.of(20), ada.request().get("/api/v1/imports").jsonPath().getList("items.sets"));
    }

    @Test
    void retriedImportIsTheSame() {
        String csv = strong(20);
        Response first = ada.request()
                .header("Prefer", "respond-async")
                .header("Idempotency-Key", "i")
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/imports");
        Response second = ada.request()
                .header("Prefer", "respond-async")
                .header("Idempotency-Key", "i")
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/imports");
        assertEquals(202, second.statusCode());
        assertEquals(first.header("Location"), second.header("Location"));
        awaitState(ada, first.header("Location"), "finished");
    }

    @Test
    void otherUsersFindNothing() {
        String location = sent(ada, strong(20));
        awaitState(ada, location, "finished");
        OtherUsers.findNothingAt(ada, location, Access.get(), Access.delete());
    }
}
