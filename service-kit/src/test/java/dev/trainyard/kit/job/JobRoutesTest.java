package dev.trainyard.kit.job;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ONE = "items.find { it.name == 'note-titles' }.";

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser admin = TestUser.fresh("admin");

    @Test
    void runningJobIsShownWithWhatItHasDone() {
        runs();

        get().body("items.name", hasItem(NoteTitles.NAME))
                .body(ONE + "everySeconds", equalTo(3600.0f))
                .body(ONE + "nextRunAt", nullValue())
                .body(ONE + "running.since", matchesPattern("\\d{4}-.*Z"))
                .body(ONE + "running.replica", notNullValue())
                .body(ONE + "running.rowsSoFar", equalTo(2))
                .body(ONE + "consecutiveFailures", equalTo(0));
    }

    @Test
    void runningJobIsCancelledAndRunAgain() {
        runs();
        post("/note-titles/run").statusCode(409).body("type", equalTo("urn:problem:job-running"));

        post("/note-titles/cancel").statusCode(200).body("running.cancelled", equalTo(true));

        await().atMost(SOON).untilAsserted(() -> get().body(ONE + "running", nullValue()));
        get().body(ONE + "lastSuccessAt", notNullValue()).body(ONE + "nextRunAt", notNullValue());
        post("/note-titles/cancel").statusCode(409).body("type", equalTo("urn:problem:job-not-running"));
    }

    @Test
    void unknownJobIsNotFound() {
        post("/none/run").statusCode(404).body("detail", equalTo("There is no such job."));
        post("/none/cancel").statusCode(404);
    }

    @Test
    void whoIsNoAdminIsRefused() {
        TestUser ada = TestUser.fresh();
        ada.request().get(at("")).then().statusCode(403);
        ada.request().post(at("/note-titles/run")).then().statusCode(403);
        ada.request().post(at("/note-titles/cancel")).then().statusCode(403);
        given().get(at("")).then().statusCode(401);
        given().post(at("/note-titles/run")).then().statusCode(401);
        given().post(at("/note-titles/cancel")).then().statusCode(401);
    }

    @Test
    void metricsTellOfEachJob() {
        String metrics = given().get(management.resolve("/metrics")).asString();

        for (String meter : new String[] {
            "trainyard_job_duration_seconds_count{job=\"note-titles\"}",
            "trainyard_job_rows_total{job=\"note-titles\"}",
            "trainyard_job_failures_total{job=\"note-titles\",reason=\"unexpected\"}",
            "trainyard_job_lag_seconds{job=\"note-titles\"}"
        }) {
            assertEquals(
                    1, metrics.lines().filter(line -> line.startsWith(meter)).count(), meter);
        }
    }

    private void runs() {
        await().atMost(SOON).untilAsserted(() -> {
            admin.request().post(at("/note-titles/run"));
            get().body(ONE + "running.rowsSoFar", greaterThanOrEqualTo(2));
        });
    }

    private ValidatableResponse get() {
        return admin.request().get(at("")).then().statusCode(200);
    }

    private ValidatableResponse post(String path) {
        return admin.request().post(at(path)).then();
    }

    private URI at(String path) {
        return management.resolve("/monitoring/jobs" + path);
    }
}
