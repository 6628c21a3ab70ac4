package dev.trainyard.gateway.connection;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that has as many requests in work as it takes, none of which moves. */
@Tag("process")
class SaturationIT {

    private static final int IN_FLIGHT = 1_000;

    @Test
    void healthStatusAndMetricsAreToldWhileAThousandRequestsHang() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        StubService workout = StubService.started();
        workout.on("/api/v1/workouts/hangs", request -> {
            free.await();
            request.answer(200, "");
        });
        List<RawClient> clients = new ArrayList<>();
        try (GatewayProcess gateway = started(workout)) {
            String request = RawClient.get("/api/v1/workouts/hangs");
            for (int i = 0; i < IN_FLIGHT; i++) {
                clients.add(new RawClient(gateway.port()));
                clients.getLast().send(request);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> inWork(gateway) == IN_FLIGHT);

            given().port(gateway.port())
                    .get("/api/v1/workouts")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:problem:overloaded"));
            assertEquals(200, status(gateway.port(), "/status"));
            assertEquals(200, status(gateway.managementPort(), "/q/health/live"));
            assertEquals(200, status(gateway.managementPort(), "/q/health/ready"));
            assertEquals(200, status(gateway.managementPort(), "/metrics"));
        } finally {
            free.countDown();
            for (RawClient client : clients) {
                client.close();
            }
            workout.stop();
        }
    }

    private static double inWork(GatewayProcess gateway) {
        String series = "trainyard_requests_in_flight ";
        return given().port(gateway.managementPort())
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findAny()
                .orElseThrow();
    }

    private static int status(int port, String path) {
        return given().port(port).get(path).statusCode();
    }

    private static GatewayProcess started(StubService workout) throws Exception {
        GatewayProcess gateway = GatewayProcess.start(Map.of(
                "TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL", workout.url(),
                "TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL", workout.url(),
                "TRAINYARD_GATEWAY_FORWARD_MAX_REQUESTS", Integer.toString(2 * IN_FLIGHT),
                // A busy machine may take its time with so many.
                "TRAINYARD_GATEWAY_FORWARD_CONNECT_TIMEOUT", "60S",
                "TRAINYARD_GATEWAY_FORWARD_RESPONSE_TIMEOUT", "110S",
                "TRAINYARD_REQUEST_MAX_IN_FLIGHT", Integer.toString(IN_FLIGHT),
                // They all are one user.
                "TRAINYARD_GATEWAY_LIMITS_USER", "off"));
        await().atMost(Duration.ofSeconds(60)).until(gateway::isListening);
        return gateway;
    }
}
