package dev.trainyard.gateway.limit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.StubService;
import dev.trainyard.gateway.stub.TestTokens;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas that share their limits in a real PostgreSQL, which may go away. */
@Tag("process")
class SharedLimitsIT {

    private static final int LIMIT = 6;

    private static EmbeddedDatabase database;
    private static StubService workout;
    private static GatewayProcess one;
    private static GatewayProcess other;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.temporary();
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE gateway_limits LOGIN PASSWORD 'of-a-test'");
            statement.execute("CREATE SCHEMA gateway_limits AUTHORIZATION gateway_limits");
            statement.execute("ALTER ROLE gateway_limits SET search_path = gateway_limits");
            statement.execute("GRANT CONNECT ON DATABASE " + database.name() + " TO gateway_limits");
        }
        workout = StubService.started();
        one = replica();
        other = replica();
        await().atMost(Duration.ofSeconds(60)).until(() -> one.isListening() && other.isListening());
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        workout.stop();
        database.close();
    }

    @Test
    void replicasCountTogether() {
        // Until both have their first connection, each counts for itself.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertEquals(List.of(200, 200, 200, 200, 200, 200, 429), statuses(TestTokens.of(anybody()))));
    }

    @Test
    void databaseThatIsAwayFailsNoRequestAndIsUsedAgainWhenItIsBack() {
        database.stop();
        List<Integer> meanwhile = statuses(TestTokens.of(anybody()));
        boolean said = (one.output() + other.output()).contains("Limits are not shared with the other replicas now");
        database.startAgain();

        assertEquals(List.of(200, 200, 200, 200, 200, 200, 200), meanwhile);
        assertTrue(said, one.output());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertEquals(429, statuses(TestTokens.of(anybody())).getLast()));
    }

    /** One more than the limit, from one replica and the other in turn. */
    private static List<Integer> statuses(String token) {
        return Stream.iterate(0, i -> i + 1)
                .limit(LIMIT + 1)
                .map(i -> given().port((i % 2 == 0 ? one : other).port())
                        .header("Authorization", "Bearer " + token)
                        .get("/api/v1/workouts")
                        .statusCode())
                .toList();
    }

    private static String anybody() {
        return "user-" + UUID.randomUUID();
    }

    private static GatewayProcess replica() throws Exception {
        return GatewayProcess.start(Map.of(
                "TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL",
                workout.url(),
                "TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL",
                workout.url(),
                "TRAINYARD_GATEWAY_LIMITS_ADDRESS",
                "off",
                "TRAINYARD_GATEWAY_LIMITS_USER",
                LIMIT + "/1D",
                "TRAINYARD_GATEWAY_LIMITS_SHARED",
                "postgresql",
                "TRAINYARD_GATEWAY_LIMITS_DATABASE_URL",
                "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
                "TRAINYARD_GATEWAY_LIMITS_DATABASE_USER",
                "gateway_limits",
                "TRAINYARD_GATEWAY_LIMITS_DATABASE_PASSWORD",
                "of-a-test"));
    }
}
