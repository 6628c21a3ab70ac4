package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.testkit.fault.DatabaseFault;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Takes the real database away from the running service, and gives it back. */
@QuarkusTest
class OutageTest {

    // Twice what is promised for the first and many times for the second: a busy test machine is slow, not wrong.
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration BACK = Duration.ofSeconds(30);

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    @AfterEach
    void allIsUpAgainWithoutRestart() {
        awaitReadiness(200, BACK);
        ada.sends("{\"title\":\"after\"}").post("/api/v1/notes").then().statusCode(201);
    }

    @Test
    void stoppedDatabaseTakesReadinessDownAndNothingElse() {
        database.stop();
        try {
            awaitReadiness(503, NOTICED);
            refusesRequests();
            given().get(management.resolve("/q/health/live")).then().statusCode(200);
        } finally {
            database.startAgain();
        }
    }

    @Test
    void frozenDatabaseTakesReadinessDownAndNothingElse() {
        DatabaseFault.freeze(database);
        try {
            awaitReadiness(503, NOTICED);
            refusesRequests();
            given().get(management.resolve("/q/health/live")).then().statusCode(200);
        } finally {
            DatabaseFault.thaw(database);
        }
    }

    /** The driver itself would wait for more than a minute. */
    @Test
    void whoWaitsForASilentDatabaseIsToldSo() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> waiting = executor.submit(() -> ada.request().get("/api/v1/notes/sleep/50"));
            await().until(() -> activeConnections() > 0);
            DatabaseFault.freeze(database);
            try {
                waiting.get(20, TimeUnit.SECONDS)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("urn:problem:database-unavailable"));
            } finally {
                DatabaseFault.thaw(database);
            }
        }
    }

    private int activeConnections() {
        return given().get(management.resolve("/monitoring/stats")).path("database.pool.active");
    }

    private void awaitReadiness(int status, Duration atMost) {
        await().atMost(atMost)
                .untilAsserted(() -> given().get(management.resolve("/q/health/ready"))
                        .then()
                        .statusCode(status));
    }

    private void refusesRequests() {
        ada.sends("{\"title\":\"during\"}")
                .post("/api/v1/notes")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:problem:database-unavailable"));
    }
}
