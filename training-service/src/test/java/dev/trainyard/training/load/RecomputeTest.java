package dev.trainyard.training.load;

import static dev.trainyard.training.load.RecordedLoads.add;
import static dev.trainyard.training.load.RecordedLoads.count;
import static dev.trainyard.training.load.RecordedLoads.daysAgo;
import static dev.trainyard.training.load.RecordedLoads.run;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of all users: by an admin's order, and as changes come. */
@QuarkusTest
class RecomputeTest {

    private static final String PATH = "/monitoring/load/recompute";
    private static final String KEPT = "SELECT count(*) FROM load_day WHERE user_id = '%s' AND metric = 'trimp'";
    private static final String CHANGES = "SELECT count(*) FROM load_change WHERE user_id = '%s'";
    private static final String OPEN = "SELECT count(*) FROM load_recompute_chunk WHERE done_at IS NULL";

    // What no formula says: too small for its square, which PostgreSQL refuses to take for 0.
    private static final double UNCOMPUTABLE = 1e-200;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @InjectDatabase
    EmbeddedDatabase server;

    @Inject
    Database database;

    @Inject
    RecomputeWorker worker;

    @Inject
    LoadDrain drain;

    private final TestUser admin = TestUser.fresh("admin");
    private TestUser ada;

    @BeforeEach
    void newUserAndNoOrder() {
        ada = TestUser.fresh();
        run(database, "DELETE FROM load_recompute", ada);
    }

    @AfterEach
    void leaveNothingUncomputable() {
        run(database, "DELETE FROM activity_load WHERE value = " + UNCOMPUTABLE, ada);
    }

    @Test
    void orderComputesEverythingAnew() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        drain.run(new UncancelledRun());
        run(database, "UPDATE load_day SET acute = 77 WHERE user_id = '%s'", ada);
        JsonPath ordered = ok(order());
        assertThat(ordered.getString("state"), equalTo("running"));
        assertThat(ordered.getString("requestedBy"), equalTo(admin.id()));
        assertThat(ordered.getLong("users"), greaterThan(0L));
        assertThat(ordered.getLong("usersDone"), equalTo(0L));
        worker.drain();
        JsonPath done = ok(progress());
        assertThat(done.getString("state"), equalTo("done"));
        assertThat(done.getString("endedAt"), notNullValue());
        assertThat(done.getLong("usersDone"), equalTo(done.getLong("users")));
        assertThat(done.getLong("changedDays"), greaterThan(9L));
        assertThat(count(database, KEPT + " AND acute = 77", ada), equalTo(0L));
    }

    @Test
    void whatIsRightIsNotWrittenAgain() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        drain.run(new UncancelledRun());
        order();
        worker.drain();
        order();
        worker.drain();
        assertThat(ok(progress()).getLong("changedDays"), equalTo(0L));
    }

    @Test
    void secondOrderIsRefusedWhileOneIsUnderWay() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        ok(order());
        order().then().statusCode(409).body("type", equalTo("urn:problem:recompute-running"));
        worker.drain();
        ok(order());
    }

    @Test
    void cancelledOrderIsNotWorkedOn() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        order();
        JsonPath cancelled = ok(admin.request().delete(management.resolve(PATH)));
        worker.drain();
        assertThat(cancelled.getString("state"), equalTo("cancelled"));
        assertThat(ok(progress()).getLong("usersDone"), equalTo(0L));
        assertThat(count(database, KEPT, ada), equalTo(0L));
    }

    @Test
    void cancellingNothingIsNotFound() {
        admin.request().delete(management.resolve(PATH)).then().statusCode(404);
        progress().then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    /** The lock of a row goes with the connection: of a process that is killed, too. */
    @Test
    void chunkOfAWorkerWhoDiesIsTakenUpByAnother() throws SQLException {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        order();
        try (Connection dying = server.connectAs("training_app")) {
            dying.setAutoCommit(false);
            dying.createStatement().execute("SELECT FROM load_recompute_chunk ORDER BY number LIMIT 1 FOR UPDATE");
            worker.drain();
            JsonPath meanwhile = ok(progress());
            assertThat(meanwhile.getString("state"), equalTo("running"));
            assertThat(meanwhile.getLong("usersDone"), lessThan(meanwhile.getLong("users")));
            assertThat(count(database, OPEN, ada), equalTo(1L));
        }
        // The server takes a moment to notice that the connection is gone.
        await().untilAsserted(() -> {
            worker.drain();
            assertThat(ok(progress()).getString("state"), equalTo("done"));
        });
    }

    @Test
    void severalWorkersShareAnOrder() throws Exception {
        for (int user = 0; user < 60; user++) {
            add(database, TestUser.fresh(), Metric.TRIMP, daysAgo(9), 10.0);
        }
        order();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(worker::drain);
            var other = threads.submit(worker::drain);
            var draining = threads.submit(() -> drain.run(new UncancelledRun()));
            one.get();
            other.get();
            draining.get();
        }
        JsonPath done = ok(progress());
        assertThat(done.getString("state"), equalTo("done"));
        assertThat(done.getLong("usersDone"), equalTo(done.getLong("users")));
    }

    @Test
    void chunkThatFailsIsGivenUpAfterThreeAttempts() {
        add(database, ada, Metric.TRIMP, daysAgo(9), UNCOMPUTABLE);
        order();
        worker.drain();
        JsonPath failed = ok(progress());
        assertThat(failed.getString("state"), equalTo("failed"));
        assertThat(failed.getLong("failedUsers"), greaterThan(0L));
        assertThat(failed.getList("errors"), contains("22003"));
        assertThat(
                count(database, "SELECT max(attempts) FROM load_recompute_chunk WHERE error IS NOT NULL", ada),
                equalTo(3L));
    }

    @Test
    void changesAreBroughtIntoTheFigures() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        UncancelledRun run = new UncancelledRun();
        long changed = drain.run(run);
        assertThat(changed, greaterThan(9L));
        assertThat(run.rows(), equalTo(changed));
        assertThat(count(database, KEPT, ada), equalTo(10L));
        assertThat(count(database, CHANGES, ada), equalTo(0L));
    }

    @Test
    void userWhoCannotBeComputedIsInNobodysWay() {
        TestUser eve = TestUser.fresh();
        add(database, eve, Metric.TRIMP, daysAgo(9), UNCOMPUTABLE);
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        drain.run(new UncancelledRun());
        assertThat(count(database, KEPT, ada), equalTo(10L));
        assertThat(count(database, CHANGES, eve), equalTo(1L));
    }

    @Test
    void cancelledRunBeginsNothing() throws Exception {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        drain.run(new dev.trainyard.kit.job.JobRun() {
            @Override
            public boolean isCancelled() {
                return true;
            }

            @Override
            public void handled(long rows) {
                throw new AssertionError("Nothing was to be done");
            }
        });
        assertThat(count(database, CHANGES, ada), equalTo(1L));
    }

    @Test
    void onlyAnAdminMayOrderSeeOrCancel() {
        given().post(management.resolve(PATH)).then().statusCode(401);
        for (Response refused : new Response[] {
            ada.request().post(management.resolve(PATH)),
            ada.request().get(management.resolve(PATH)),
            ada.request().delete(management.resolve(PATH))
        }) {
            refused.then().statusCode(403).body("type", equalTo("urn:problem:forbidden"));
        }
    }

    @Test
    void metricsTellWhatIsComputedAndWhatWaits() {
        add(database, ada, Metric.TRIMP, daysAgo(9), 10.0);
        worker.run();
        given().get(management.resolve("/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("trainyard_training_load_recompute_seconds_count{cause=\"change\""))
                .body(containsString("trainyard_training_load_days_total"))
                .body(containsString("trainyard_training_load_failures_total"))
                .body(containsString("trainyard_training_load_change_age_seconds"));
    }

    @Test
    void rolloutIsDeclared() {
        admin.request()
                .get(management.resolve("/monitoring/rollouts"))
                .then()
                .body("items.name", hasItem("set-based-acwr"));
    }

    private Response order() {
        return admin.request().post(management.resolve(PATH));
    }

    private Response progress() {
        return admin.request().get(management.resolve(PATH));
    }

    private static JsonPath ok(Response response) {
        return response.then().statusCode(200).extract().jsonPath();
    }
}
