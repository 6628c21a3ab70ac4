package dev.trainyard.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.GatewayProcess;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can only be seen on the process: how it starts, refuses to start, uses memory, and stops. */
@Tag("process")
class ProcessIT {

    private static final int MEGABYTE = 1024 * 1024;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("TRAINYARD_IDENTITY_ISSUER", "", "trainyard.identity.issuer"),
                arguments("TRAINYARD_IDENTITY_JWKS", "", "trainyard.identity.jwks"),
                arguments(
                        "TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL",
                        "workout:8080",
                        "trainyard.gateway.services.workout.url"),
                arguments(
                        "TRAINYARD_GATEWAY_SERVICES_QUIZ_MANAGEMENT_URL",
                        "https://quiz",
                        "trainyard.gateway.services.quiz.management-url"),
                arguments(
                        "TRAINYARD_GATEWAY_SERVICES_QUIZ_PATHS",
                        "/api/v1/workouts",
                        "trainyard.gateway.services.workout.paths"),
                arguments("TRAINYARD_GATEWAY_SERVICES_QUIZ_PATHS", "quizzes", "trainyard.gateway.services.quiz.paths"),
                arguments(
                        "TRAINYARD_GATEWAY_FORWARD_CONNECT_TIMEOUT",
                        "soon",
                        "trainyard.gateway.forward.connect-timeout"),
                arguments(
                        "TRAINYARD_GATEWAY_SERVICES_QUIZ_URLS",
                        "http://a,http://a",
                        "trainyard.gateway.services.quiz.urls"),
                arguments("TRAINYARD_GATEWAY_BREAKER_FAILURES", "0", "trainyard.gateway.breaker.failures"),
                arguments("TRAINYARD_GATEWAY_LIMITS_USER", "many", "trainyard.gateway.limits.user"),
                arguments("TRAINYARD_GATEWAY_LIMITS_SHARED", "postgresql", "trainyard.gateway.limits.database.url"),
                arguments("TRAINYARD_GATEWAY_LIMITS_BAD_CREDENTIALS", "0", "trainyard.gateway.limits.bad-credentials"),
                arguments("TRAINYARD_GATEWAY_FORWARD_MAX_REQUESTS", "0", "trainyard.gateway.forward.max-requests"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeInTheConfigurationIsNamedByItsKey(String variable, String value, String key) throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(variable, value))) {
            int exitCode = gateway.exitCode();

            assertEquals(1, exitCode);
            assertTrue(gateway.output().contains(key), gateway.output());
            assertFalse(gateway.output().contains("\tat "), gateway.output());
        }
    }

    @Test
    void stoppingFinishesWhatIsInFlight() throws Exception {
        StubService workout = StubService.started();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        workout.on("/api/v1/workouts/slow", request -> {
            arrived.countDown();
            await().until(() -> free.getCount() == 0);
            request.answer(200, "finished");
        });
        try (GatewayProcess gateway = started(workout, Map.of());
                RawClient early = new RawClient(gateway.port());
                RawClient late = new RawClient(gateway.port())) {
            early.send(RawClient.get("/api/v1/workouts/slow"));
            await().until(() -> arrived.getCount() == 0);
            gateway.terminate();
            await().until(() -> readiness(gateway) == 503);
            String whileDraining = late.send(RawClient.get("/api/v1/workouts")).readHead();
            free.countDown();
            String inFlight = early.readUntil("finished");
            gateway.exitCode();

            assertTrue(inFlight.startsWith("HTTP/1.1 200 "), inFlight);
            assertTrue(inFlight.toLowerCase(Locale.ROOT).contains("connection: close"), inFlight);
            assertTrue(whileDraining.startsWith("HTTP/1.1 200 "), whileDraining);
            assertTrue(whileDraining.toLowerCase(Locale.ROOT).contains("connection: close"), whileDraining);
            assertFalse(gateway.output().contains(" ERROR "), gateway.output());
        } finally {
            workout.stop();
        }
    }

    @Test
    void serviceWhoseProbeSaysThatItIsBackIsUsed() throws Exception {
        StubService workout = StubService.started();
        try (GatewayProcess gateway = started(
                        workout,
                        Map.of(
                                "TRAINYARD_GATEWAY_BREAKER_FAILURES", "1",
                                "TRAINYARD_GATEWAY_BREAKER_FAILING_FOR", "0S",
                                // Nobody finds out by a request.
                                "TRAINYARD_GATEWAY_BREAKER_PAUSE", "1H"));
                RawClient client = new RawClient(gateway.port())) {
            await().until(() -> gateway.output().contains("workout is up"));
            workout.stop();
            await().until(() -> gateway.output().contains("workout is down"));
            String away = answer(client);
            String stillAway = answer(client);
            workout.start();

            await().until(() -> answer(client).startsWith("HTTP/1.1 200 "));
            assertTrue(away.startsWith("HTTP/1.1 502 "), away);
            assertTrue(stillAway.startsWith("HTTP/1.1 503 "), stillAway);
        } finally {
            workout.stop();
        }
    }

    /** The answer to a small request. */
    private static String answer(RawClient client) throws IOException {
        String head = client.send(RawClient.get("/api/v1/workouts")).readHead();
        client.read(head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow());
        return head;
    }

    @Test
    void stoppingEndsEventStreams() throws Exception {
        StubService workout = StubService.started();
        workout.on("/api/v1/workouts/stream", request -> {
            String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\n";
            request.write(head);
            request.writeChunk("data: 1\n\n");
            request.awaitClosed();
        });
        try (GatewayProcess gateway = started(workout, Map.of("TRAINYARD_SHUTDOWN_TIMEOUT", "4S"));
                RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.get("/api/v1/workouts/stream")).readUntil("data: 1\n\n");
            gateway.terminate();
            String rest = client.readAll();
            gateway.exitCode();

            assertTrue(rest.endsWith("0\r\n\r\n"), rest);
            assertFalse(gateway.output().contains(" ERROR "), gateway.output());
        } finally {
            workout.stop();
        }
    }

    @Test
    void connectionThatHasGrownOldIsClosedAfterItsAnswer() throws Exception {
        StubService workout = StubService.started();
        try (GatewayProcess gateway = started(workout, Map.of("TRAINYARD_GATEWAY_FORWARD_MAX_CONNECTION_AGE", "0S"));
                RawClient client = new RawClient(gateway.port())) {
            String first = client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");
            String second = client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");

            assertTrue(first.startsWith("HTTP/1.1 200 "), first);
            assertTrue(second.startsWith("HTTP/1.1 200 "), second);
            assertFalse(second.contains("close"), second);
            workout.received("/api/v1/workouts")
                    .forEach(request -> assertEquals(List.of("close"), request.header("Connection")));
        } finally {
            workout.stop();
        }
    }

    @Test
    void largeBodiesNeedLittleMemory() throws Exception {
        StubService workout = StubService.started();
        workout.on("/api/v1/imports", request -> {
            for (int i = 0; i < 50; i++) {
                request.readSome(MEGABYTE);
            }
            request.answer(200, "imported", "Connection: close");
            request.close();
        });
        try (GatewayProcess gateway = started(workout, Map.of(), "-Xmx40m", "-XX:MaxDirectMemorySize=40m");
                var users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> uploads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                uploads.add(users.submit(() -> upload(gateway.port(), 50)));
            }

            for (Future<String> upload : uploads) {
                assertTrue(upload.get().startsWith("HTTP/1.1 200 "), gateway.output());
            }
        } finally {
            workout.stop();
        }
    }

    private static GatewayProcess started(StubService workout, Map<String, String> settings, String... jvmOptions)
            throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_URL", workout.url());
        environment.put("TRAINYARD_GATEWAY_SERVICES_WORKOUT_MANAGEMENT_URL", workout.url());
        environment.put("TRAINYARD_SHUTDOWN_DELAY", "1S");
        GatewayProcess gateway = GatewayProcess.start(environment, jvmOptions);
        await().atMost(Duration.ofSeconds(60)).until(gateway::isListening);
        return gateway;
    }

    private static int readiness(GatewayProcess gateway) {
        return given().port(gateway.managementPort()).get("/q/health/ready").statusCode();
    }

    private static String upload(int port, int megabytes) throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.send(RawClient.post("/api/v1/imports", "Content-Length: " + megabytes * MEGABYTE));
            byte[] megabyte = new byte[MEGABYTE];
            for (int i = 0; i < megabytes; i++) {
                client.send(megabyte);
            }
            return client.readUntil("imported");
        }
    }
}
