package dev.trainyard.workout.aggregate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.aggregate.AggregateCheck.Divergence;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AggregateCheckTest {

    private static final String VERIFY = "/monitoring/aggregates/verify";
    private static final int EVERYTHING = 1_000_000;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    AggregateWorker worker;

    @Inject
    AggregateCheck check;

    private final TestUser admin = TestUser.fresh("admin");
    private final TestUser ada = TestUser.fresh();

    private void train() {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5);
        Training.finish(ada, workout);
    }

    /** What a look at everything finds of this user; others' tests may run beside. */
    private List<String> divergences() {
        return check.verify(EVERYTHING).divergences().stream()
                .filter(divergence -> divergence.user().equals(ada.id()))
                .map(Divergence::granularity)
                .toList();
    }

    @Test
    void keptFiguresThatAreRightAreNotReported() {
        train();
        worker.drain();
        assertThat(divergences(), empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s SET volume_kg = volume_kg + 1 WHERE user_id = '%s'",
                "UPDATE %s SET exercise_id = uuidv7() WHERE user_id = '%s'",
                "DELETE FROM %s WHERE user_id = '%s'"
            })
    void divergenceIsReportedAndRepaired(String damage) throws SQLException {
        train();
        worker.drain();
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout");
            statement.execute(damage.formatted("exercise_weekly", ada.id()));
        }
        List<String> found = divergences();
        worker.drain();
        assertThat(found, equalTo(List.of("week")));
        assertThat(divergences(), empty());
    }

    @Test
    void whatIsQueuedIsNoDivergence() {
        train();
        assertThat(divergences(), empty());
    }

    @Test
    void adminHasASampleChecked() {
        train();
        worker.drain();
        admin.request()
                .post(management.resolve(VERIFY))
                .then()
                .statusCode(200)
                .body("checked", greaterThanOrEqualTo(3))
                .body("divergences", notNullValue());
    }

    @Test
    void onlyAnAdminMayVerify() {
        given().post(management.resolve(VERIFY)).then().statusCode(401);
        ada.request()
                .post(management.resolve(VERIFY))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:forbidden"));
    }

    @Test
    void refreshTellsWhatBecameOfIt() {
        String refresh = "/monitoring/trends/refresh";
        admin.request()
                .post(management.resolve(refresh))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("refreshed"))
                .body("refreshedAt", notNullValue());
        given().post(management.resolve(refresh)).then().statusCode(401);
        ada.request().post(management.resolve(refresh)).then().statusCode(403);
    }

    @Test
    void metricsTellHowFarBehindFiguresAre() {
        worker.run();
        check.run();
        given().get(management.resolve("/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("trainyard_workout_aggregate_queue_changes"))
                .body(containsString("trainyard_workout_aggregate_queue_age_seconds"))
                .body(containsString("trainyard_workout_aggregate_failures_total"))
                .body(containsString("trainyard_workout_aggregate_diverging_total"))
                .body(containsString("trainyard_workout_trend_age_seconds"))
                .body(containsString("trainyard_workout_trend_refresh_failures_total"))
                .body(not(containsString("trainyard_workout_aggregate_failures_total 1")));
    }

    @Test
    void rolloutsAreDeclared() {
        admin.request()
                .get(management.resolve("/monitoring/rollouts"))
                .then()
                .body("items.name", hasItems("dashboard-cte", "incremental-aggregates", "trends-view"));
    }
}
