package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a packaged service starts, refuses to start, and stops. */
class ServiceProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void withoutConfigurationItNamesWhatIsMissingAndEnds() throws Exception {
        assertThat(
                ServiceProcess.refusal(ServiceProcess.WORKOUT, Map.of()),
                allOf(
                        containsString("trainyard.identity.issuer is required"),
                        containsString("trainyard.identity.jwks is required"),
                        containsString("trainyard.database.app-password is required"),
                        not(containsString("\tat "))));
    }

    @Test
    void stoppingFinishesWhatIsInFlightAfterReadinessWentDown() throws Exception {
        try (var database = EmbeddedDatabase.temporary();
                var service = ServiceProcess.start(ServiceProcess.WORKOUT, database);
                var client = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE).until(() -> readiness(service) == 200);
            CompletableFuture<HttpResponse<String>> inFlight;
            try (Connection admin = database.connectAsAdmin()) {
                admin.setAutoCommit(false);
                admin.createStatement().execute("LOCK TABLE workout.workout IN ACCESS EXCLUSIVE MODE");
                inFlight = client.sendAsync(startWorkout(service), BodyHandlers.ofString());
                await().atMost(PATIENCE).until(() -> somebodyWaits(database));

                service.terminate();
                await().atMost(PATIENCE).until(() -> readiness(service) == 503);
                admin.rollback();
            }
            assertEquals(201, inFlight.get().statusCode());
            assertTrue(service.endsWithin(60));
        }
    }

    private static int readiness(ServiceProcess service) {
        try {
            return given().get(service.managementUrl() + "/q/health/ready").statusCode();
        } catch (Exception notThere) {
            if (notThere instanceof ConnectException) {
                return 0;
            }
            throw notThere;
        }
    }

    private static HttpRequest startWorkout(ServiceProcess service) {
        return HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/workouts"))
                .header("Authorization", "Bearer " + TestTokens.of("ada", "user"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
    }

    private static boolean somebodyWaits(EmbeddedDatabase database) throws Exception {
        try (Connection admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }
}
