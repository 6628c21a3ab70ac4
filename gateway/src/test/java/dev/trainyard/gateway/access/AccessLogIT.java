package dev.trainyard.gateway.access;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can only be seen on the process: that the lines come out, and that it refuses to start with mistakes. */
@Tag("process")
class AccessLogIT {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "TRAINYARD_GATEWAY_CORS_ORIGINS", "https://app.example.org/", "trainyard.gateway.cors.origins"),
                arguments("TRAINYARD_GATEWAY_ACCESS_LOG_USER_KEY", "short", "trainyard.gateway.access-log.user-key"),
                arguments("TRAINYARD_GATEWAY_ACCESS_LOG_ADDRESS", "some", "trainyard.gateway.access-log.address"),
                arguments("TRAINYARD_GATEWAY_STATUS_PROBE_INTERVAL", "0S", "trainyard.gateway.status.probe-interval"),
                arguments(
                        "TRAINYARD_GATEWAY_OPENAPI_REFRESH_INTERVAL",
                        "0S",
                        "trainyard.gateway.openapi.refresh-interval"),
                arguments("TRAINYARD_GATEWAY_GZIP_LEVEL", "9", "trainyard.gateway.gzip.level"),
                arguments("TRAINYARD_GATEWAY_HEADERS_HSTS", "ever", "trainyard.gateway.headers.hsts"),
                arguments("TRAINYARD_GATEWAY_TRACING_ENDPOINT", "collector:4318", "trainyard.gateway.tracing.endpoint"),
                arguments("TRAINYARD_GATEWAY_TRACING_SHARE", "2", "trainyard.gateway.tracing.share"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeInTheConfigurationIsNamedByItsKey(String variable, String value, String key) throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(variable, value))) {
            int exitCode = gateway.exitCode();

            assertEquals(1, exitCode);
            assertTrue(gateway.output().contains(key), gateway.output());
        }
    }

    @Test
    void machineReadsALineForEachRequest() throws Exception {
        StubService workout = StubService.started();
        try (GatewayProcess gateway = started(workout, Map.of("TRAINYARD_GATEWAY_ACCESS_LOG_ENABLED", "true"));
                RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 200; i++) {
                client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");
            }
            gateway.terminate();
            gateway.exitCode();

            List<JsonObject> lines = gateway.output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(JsonObject::new)
                    .toList();
            assertEquals(200, lines.size(), gateway.output());
            assertTrue(lines.stream().allMatch(line -> "forwarded".equals(line.getString("outcome"))));
        } finally {
            workout.stop();
        }
    }

    @Test
    void personIsSparedThem() throws Exception {
        StubService workout = StubService.started();
        try (GatewayProcess gateway = started(workout, Map.of());
                RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");
            gateway.terminate();
            gateway.exitCode();

            assertFalse(gateway.output().contains("forwarded"), gateway.output());
        } finally {
            workout.stop();
        }
    }

    private static GatewayProcess started(StubService workout, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL", workout.url());
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL", workout.url());
        environment.put("TRAINYARD_SHUTDOWN_DELAY", "0S");
        GatewayProcess gateway = GatewayProcess.start(environment);
        await().atMost(Duration.ofSeconds(60)).until(gateway::isListening);
        return gateway;
    }
}
