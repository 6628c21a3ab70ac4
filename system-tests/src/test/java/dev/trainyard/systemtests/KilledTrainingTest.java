package dev.trainyard.systemtests;

import static dev.trainyard.systemtests.ServiceProcess.TRAINING;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A training-service that is killed in the middle of what it does, and the one that comes after it. */
class KilledTrainingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECOMPUTE = "/monitoring/load/recompute";
    // Two chunks, and a bit of a third.
    private static final int USERS = 55;

    @Test
    void doesNotStartWithoutAKeyOfTheVaultAndSaysWhatToSet() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            assertThat(
                    ServiceProcess.refusal(TRAINING, ServiceProcess.configured(TRAINING, database)),
                    allOf(containsString("TRAINYARD_VAULT_KEYS"), not(containsString("\tat dev.trainyard"))));
        }
    }

    /** The server goes on with a statement whose client has died, and may well commit it. */
    @Test
    void killedBatchIsThereAsAWholeOrNotAtAllAndSentAgainOnce() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            try (var service = ServiceProcess.start(TRAINING, database);
                    Connection admin = database.connectAsAdmin()) {
                service.awaitReady();
                admin.setAutoCommit(false);
                // The activities are added, and their loads have to wait.
                admin.createStatement().execute("LOCK TABLE training.activity_load IN SHARE MODE");
                var unanswered = CompletableFuture.runAsync(() -> record(service, "ada"));
                awaitBlocked(database);

                service.kill();

                await().atMost(PATIENCE).until(unanswered::isCompletedExceptionally);
            }

            try (var service = ServiceProcess.start(TRAINING, database)) {
                service.awaitReady();
                int there = number(database, "SELECT count(*) FROM training.activity");
                assertThat(there, oneOf(0, 2));
                record(service, "ada").body("created", equalTo(2 - there)).body("existing", equalTo(there));
                assertEquals(2, number(database, "SELECT count(*) FROM training.activity"));
                assertEquals(10, number(database, "SELECT count(*) FROM training.activity_load"));
            }
        }
    }

    @Test
    void recomputeOfAKilledServiceIsGoneOnWith() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            try (var service = ServiceProcess.start(TRAINING, database);
                    Connection admin = database.connectAsAdmin()) {
                service.awaitReady();
                for (int user = 0; user < USERS; user++) {
                    record(service, "user-" + user).statusCode(201);
                }
                await().atMost(PATIENCE)
                        .until(() -> number(database, "SELECT count(*) FROM training.load_change") == 0);
                // As if figures had been lost, which nothing but an order to compute everything would notice.
                admin.createStatement().execute("UPDATE training.load_day SET acute = 1 WHERE load IS NOT NULL");
                admin.setAutoCommit(false);
                admin.createStatement().execute("LOCK TABLE training.load_day IN SHARE MODE");
                as("root", "admin")
                        .post(service.managementUrl() + RECOMPUTE)
                        .then()
                        .statusCode(200);
                awaitBlocked(database);

                service.kill();
            }

            try (var service = ServiceProcess.start(TRAINING, database)) {
                service.awaitReady();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> as("root", "admin")
                                .get(service.managementUrl() + RECOMPUTE)
                                .then()
                                .body("state", equalTo("done"))
                                .body("usersDone", equalTo(USERS))
                                .body("failedUsers", equalTo(0)));
                LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
                for (int user = 0; user < USERS; user++) {
                    as("user-" + user, "user")
                            .get(service.url() + "/api/v1/load?metric=srpe&from=" + yesterday + "&to=" + yesterday)
                            .then()
                            .body("days[0].load", equalTo(300))
                            .body("days[0].acute", equalTo(270));
                }
            }
        }
    }

    /** Two runs of an hour, the day before yesterday and yesterday. */
    private static ValidatableResponse record(ServiceProcess service, String user) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return as(user, "user")
                .contentType(ContentType.JSON)
                .body("""
                        {"activities": [
                          {"type": "run", "startedAt": "%sT06:00:00Z", "durationSeconds": 3600, "rpe": 4, "externalId": "1"},
                          {"type": "run", "startedAt": "%sT06:00:00Z", "durationSeconds": 3600, "rpe": 5, "externalId": "2"}]}
                        """.formatted(today.minusDays(2), today.minusDays(1)))
                .post(service.url() + "/api/v1/activities:batch")
                .then();
    }

    private static RequestSpecification as(String user, String role) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + TestTokens.of(user, role));
    }

    private static void awaitBlocked(EmbeddedDatabase database) {
        await().atMost(PATIENCE)
                .until(() -> number(
                                database,
                                "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'")
                        > 0);
    }

    private static int number(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection admin = database.connectAsAdmin();
                ResultSet row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
