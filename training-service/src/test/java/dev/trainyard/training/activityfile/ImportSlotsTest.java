package dev.trainyard.training.activityfile;

import static dev.trainyard.training.activityfile.Uploads.PATH;
import static dev.trainyard.training.activityfile.Uploads.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.garmin.fit.Sport;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.recording.FitFile;
import dev.trainyard.training.recording.Tour;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportSlotsTest {

    private static final byte[] RUN =
            FitFile.of(Tour.from("2026-03-28T07:30:00Z").move(601, 3), Sport.RUNNING, 1L);

    private final TestUser ada = TestUser.fresh();
    private final TestUser bob = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    /** Records the same run for each, and does not say yet whether it will be there: what a new one has to wait for. */
    private Connection recording(TestUser... users) throws SQLException {
        Connection connection = database.connectAsAdmin();
        connection.setAutoCommit(false);
        for (TestUser user : users) {
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        INSERT INTO training.activity (user_id, type, started_at, duration_seconds, external_id)
                        VALUES ('%s', 'run', '2026-03-28T07:30:00Z', 600, 'fit:1:1774683000')
                        """.formatted(user.id()));
            }
        }
        return connection;
    }

    private void awaitWaiting(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == count);
    }

    private int waiting() throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE usename = 'training_app' AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO activity%'
                        """)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void importBeyondThePlacesOfAReplicaIsRefusedAtOnce() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection recording = recording(ada, bob)) {
            List<Future<Response>> answers =
                    List.of(clients.submit(() -> post(ada, RUN)), clients.submit(() -> post(bob, RUN)));
            awaitWaiting(2);
            post(TestUser.fresh(), RUN, "?dryRun=true")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("5"))
                    .body("type", equalTo("urn:problem:too-many-imports"));
            recording.rollback();
            for (Future<Response> answer : answers) {
                answer.get().then().statusCode(201).body("created", equalTo(1));
            }
        }
        post(TestUser.fresh(), RUN).then().statusCode(201);
    }

    @Test
    void activityThatIsRecordedMeanwhileIsNotImported() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection recording = recording(ada)) {
            Future<Response> answer = clients.submit(() -> post(ada, RUN));
            awaitWaiting(1);
            recording.commit();
            answer.get()
                    .then()
                    .statusCode(503)
                    .header("Retry-After", equalTo("1"))
                    .body("type", equalTo("urn:problem:contended"));
        }
        ada.request().get(PATH + "/imports").then().body("items", empty());
        assertEquals(
                1,
                ada.request()
                        .get("/api/v1/activities")
                        .jsonPath()
                        .getList("items")
                        .size());
        post(ada, RUN).then().statusCode(201).body("duplicates[0].rule", equalTo("external-id"));
    }
}
