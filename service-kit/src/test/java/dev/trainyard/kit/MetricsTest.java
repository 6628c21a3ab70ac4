package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What every service measures, as Prometheus sees it. */
@QuarkusTest
class MetricsTest {

    private static final Duration BY_THEN = Duration.ofSeconds(30);
    private static final String SLOW = "trainyard_database_slow_statements_total";

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    DataSource pool;

    @Test
    void slowStatementIsCountedOnce() throws Exception {
        double before = value(SLOW);

        run("SELECT pg_sleep(3.5)");

        // One more look, which would count it again.
        await().atMost(BY_THEN).until(() -> value("trainyard_database_longest_statement_seconds") < 0.5);
        assertEquals(before + 1, value(SLOW));
    }

    @Test
    void longestStatementIsSeenWhileItRuns() throws Exception {
        Thread slow = Thread.startVirtualThread(() -> run("SELECT pg_sleep(3)"));

        await().atMost(BY_THEN).until(() -> value("trainyard_database_longest_statement_seconds") > 0.5);

        slow.join();
    }

    @Test
    void serverTellsHowItIs() {
        await().atMost(BY_THEN).until(() -> value("trainyard_database_size_bytes") > 1_000_000);
        assertTrue(value("trainyard_database_connections") >= 1);
        assertEquals(1, value("trainyard_database_answering"));
    }

    @Test
    void checkpointsAreCounted() throws Exception {
        assertTrue(scrape().contains("trainyard_database_checkpoints_total{reason=\"requested\"}"));
        assertTrue(scrape().contains("trainyard_database_checkpoint_time_seconds_total{phase=\"sync\"}"));
    }

    @Test
    void poolAndItsMaximumHaveTheSameLabels() {
        assertEquals(10, value("trainyard_database_pool_max{datasource=\"default\"}"));
        value("agroal_active_count{datasource=\"default\"}");
    }

    @Test
    void requestsAreTimedByOutcome() {
        String series = "trainyard_request_seconds_count{outcome=\"4xx\"}";
        double before = value(series);

        TestUser.fresh().request().get("/api/v1/notes/no-id").then().statusCode(404);

        await().atMost(BY_THEN).until(() -> value(series) == before + 1);
    }

    @Test
    void outcomesThatHaveNotHappenedAreZero() {
        assertEquals(0, value("trainyard_request_seconds_bucket{outcome=\"1xx\",le=\"0.5\"}"));
        value("trainyard_job_failures_total{job=\"note-titles\",reason=\"replica-died\"}");
    }

    @Test
    void requestsWithoutAResourceAreCountedAsOnePath() {
        String refused =
                "http_server_requests_seconds_count{method=\"POST\",outcome=\"CLIENT_ERROR\",status=\"405\",uri=\"/refused\"}";
        String id = UUID.randomUUID().toString();

        TestUser.fresh().request().post("/api/v1/notes/" + id).then().statusCode(405);

        await().atMost(BY_THEN).until(() -> scrape().contains(refused));
        assertFalse(scrape().contains(id), "Whoever asks makes series of their own");
    }

    @Test
    void refusedTokenIsCounted() {
        String series = "trainyard_identity_tokens_total{outcome=\"refused\"}";
        double before = value(series);

        given().header("Authorization", "Bearer nonsense")
                .get("/api/v1/notes")
                .then()
                .statusCode(401);

        assertEquals(before + 1, value(series));
    }

    private void run(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String scrape() {
        return given().get(management.resolve("/metrics")).asString();
    }

    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series));
    }
}
