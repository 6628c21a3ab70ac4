package dev.trainyard.gateway.access;

import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class AccessLogTest {

    @TestHTTPResource
    URI gateway;

    static Stream<Arguments> requests() {
        String token = RawClient.authorization();
        return Stream.of(
                arguments("GET /api/v1/workouts", token, 200, "forwarded", null),
                arguments("GET /status", "X-A: 1", 200, "answered", null),
                arguments("GET /docs", "X-A: 1", 302, "answered", null),
                arguments("GET /openapi", "X-A: 1", 200, "answered", null),
                arguments("GET /api/v1/workouts", "X-A: 1", 401, "refused", "unauthenticated"),
                arguments("GET /api/v1/nothing", token, 404, "refused", "not-found"),
                arguments("GET /api/v1/workouts//1", token, 400, "refused", "malformed-path"),
                arguments("TRACE /api/v1/workouts", token, 405, "refused", "method-not-allowed"),
                arguments("POST /api/v1/records", "Content-Length: 9999999", 413, "refused", "body-too-large"),
                arguments("GET /api/v1/absent", token, 502, "failed", "bad-gateway"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestHasOneLine(String start, String header, int status, String outcome, String problem)
            throws Exception {
        String id = UUID.randomUUID().toString();
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            String head = client.send(RawClient.request(start, header, "X-Request-Id: " + id))
                    .readHead();
            JsonObject line = lines.awaited(id);
            if (!head.toLowerCase(Locale.ROOT).contains("connection: close")) {
                marked(client, lines);
            }

            assertEquals(status, line.getInteger("status"));
            assertEquals(outcome, line.getString("outcome"));
            assertEquals(problem, line.getString("problem"));
            // Whoever refused it, and however early.
            assertEquals(routeOf(start), line.getString("route"));
            assertEquals(1, lines.of(id).size());
        }
    }

    @Test
    void lineSaysWhatHappened() throws Exception {
        WORKOUT.on("/api/v1/workouts/logged", request -> {
            request.body();
            request.answer(201, "made");
        });
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post(
                                    "/api/v1/workouts/logged?secret=yes",
                                    "X-Request-Id: logged-1",
                                    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                    "User-Agent: app/1.0",
                                    "Content-Length: 3")
                            + "abc")
                    .readUntil("made");
            JsonObject line = lines.awaited("logged-1");

            assertTrue(
                    Instant.parse(line.getString("time")).isAfter(Instant.now().minusSeconds(60)), line.encode());
            assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", line.getString("traceId"));
            assertEquals("POST", line.getString("method"));
            assertEquals("/api/v1/workouts", line.getString("route"));
            assertEquals("workout", line.getString("service"));
            assertEquals("/api/v1/workouts/*", line.getString("path"));
            assertEquals(3, line.getInteger("bytesIn"));
            assertEquals(4, line.getInteger("bytesOut"));
            assertEquals(0, line.getInteger("retries"));
            assertEquals("127.0.0.0", line.getString("address"));
            assertEquals("app/1.0", line.getString("userAgent"));
            assertTrue(line.getDouble("serviceMs") > 0, line.encode());
            assertTrue(line.getDouble("ms") >= line.getDouble("serviceMs"), line.encode());
        }
    }

    @Test
    void userIsTheSameEachTimeAndNotNamed() throws Exception {
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            client.send(request("/api/v1/workouts", "user-1")).readUntil("ok");
            client.send(request("/api/v1/activities", "user-2")).readUntil("ok");

            assertTrue(lines.awaited("user-1").getString("user").matches("[0-9a-f]{16}"));
            assertEquals(
                    lines.awaited("user-1").getString("user"),
                    lines.awaited("user-2").getString("user"));
            assertFalse(lines.raw().toString().contains("\"ada\""), lines.raw().toString());
        }
    }

    @Test
    void secretInThePathOfAWebhookIsNotWritten() throws Exception {
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            String path = "/api/v1/activities/webhooks/strava/hush-hush";
            client.send(RawClient.request("POST " + path, "X-Request-Id: hook-1", "Content-Length: 0"))
                    .readHead();
            client.send(RawClient.request("PUT " + path, "X-Request-Id: hook-2", "Content-Length: 0"))
                    .readHead();

            assertEquals("forwarded", lines.awaited("hook-1").getString("outcome"));
            assertEquals("refused", lines.awaited("hook-2").getString("outcome"));
            assertFalse(lines.raw().toString().contains("hush"), lines.raw().toString());
        }
    }

    @Test
    void whatAClientSendsStaysInItsPlace() throws Exception {
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            String agent = "a\",\"status\":200,\"x\":\"\u00e9\u0085" + "y".repeat(1_000);
            client.send(RawClient.request("GET /nowhere", "X-Request-Id: agent-1", "User-Agent: " + agent))
                    .readHead();
            JsonObject line = lines.awaited("agent-1");

            assertEquals(404, line.getInteger("status"));
            assertEquals(agent.substring(0, 120), line.getString("userAgent"));
            assertTrue(lines.raw().stream().allMatch(raw -> raw.chars().allMatch(c -> c >= ' ' && c < 0x7f)));
        }
    }

    @Test
    void streamHasItsLineAtItsEnd() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/logged-stream", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("data: 1\n\n");
            await().until(() -> over.getCount() == 0);
            request.writeChunk("");
        });
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            client.send(request("/api/v1/workouts/logged-stream", "stream-1")).readUntil("\n\n");
            int whileItFlows = lines.of("stream-1").size();
            over.countDown();
            client.readUntil("0\r\n\r\n");

            assertEquals(0, whileItFlows);
            assertEquals("forwarded", lines.awaited("stream-1").getString("outcome"));
            assertEquals(9, lines.awaited("stream-1").getInteger("bytesOut"));
        }
    }

    @Test
    void clientThatLeavesIsSeen() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/left", request -> {
            arrived.countDown();
            request.awaitClosed();
        });
        try (AccessLines lines = new AccessLines()) {
            try (RawClient client = new RawClient(gateway.getPort())) {
                client.send(request("/api/v1/workouts/left", "left-1"));
                await().until(() -> arrived.getCount() == 0);
            }
            JsonObject line = lines.awaited("left-1");

            assertEquals("abandoned", line.getString("outcome"));
            assertNull(line.getInteger("status"));
            assertEquals(1, lines.of("left-1").size());
        }
    }

    @Test
    void answerThatBreaksOffIsSeen() throws Exception {
        WORKOUT.on("/api/v1/workouts/broken", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            request.close();
        });
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            client.send(request("/api/v1/workouts/broken", "broken-1")).readAll();
            JsonObject line = lines.awaited("broken-1");

            assertEquals("cut", line.getString("outcome"));
            assertEquals(200, line.getInteger("status"));
            assertEquals(1, lines.of("broken-1").size());
        }
    }

    @Test
    void whatIsShedIsSeen() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        QUIZ.on("/api/v1/quizzes/held", request -> {
            await().until(() -> free.getCount() == 0);
            request.answer(200, "ok");
        });
        List<RawClient> clients = new ArrayList<>();
        try (AccessLines lines = new AccessLines()) {
            int before = QUIZ.received("/api/v1/quizzes/held").size();
            for (int i = 0; i < GatewayUnderTest.maxRequests(); i++) {
                clients.add(new RawClient(gateway.getPort()).send(RawClient.get("/api/v1/quizzes/held")));
            }
            await().until(() -> QUIZ.received("/api/v1/quizzes/held").size() - before == clients.size());
            try (RawClient oneMore = new RawClient(gateway.getPort())) {
                oneMore.send(request("/api/v1/quizzes", "shed-1")).readHead();
            }

            assertEquals("shed", lines.awaited("shed-1").getString("outcome"));
            assertEquals(503, lines.awaited("shed-1").getInteger("status"));
        } finally {
            free.countDown();
            for (RawClient client : clients) {
                client.readUntil("ok");
                client.close();
            }
        }
    }

    @Test
    void segmentsThatTheApiNamesAreWritten() throws Exception {
        TRAINING.on("/q/openapi", request -> request.answer(200, """
                        {"openapi": "3.1.0", "paths": {"/api/v1/load/series/{id}/points": {"get": {}}},
                         "components": {"schemas": {"LoggedPoint": {"type": "object"}}}}
                        """, "Content-Type: application/json"));
        try (AccessLines lines = new AccessLines();
                RawClient client = new RawClient(gateway.getPort())) {
            await().untilAsserted(() -> {
                String id = UUID.randomUUID().toString();
                client.send(request("/api/v1/load/series/grace/points/7", id)).readUntil("ok");

                assertEquals("/api/v1/load/series/*/points/*", lines.awaited(id).getString("path"));
            });
        }
    }

    /** Once its line is there, those of all requests before it on the same connection are. */
    private static void marked(RawClient client, AccessLines lines) throws Exception {
        String id = UUID.randomUUID().toString();
        client.send(RawClient.request("GET /status", "X-Request-Id: " + id)).readHead();
        lines.awaited(id);
    }

    private static String routeOf(String start) {
        return Stream.of("/api/v1/workouts", "/api/v1/records", "/api/v1/absent")
                .filter(start::contains)
                .findFirst()
                .orElse(null);
    }

    private static String request(String path, String id) {
        return RawClient.request("GET " + path, RawClient.authorization(), "X-Request-Id: " + id);
    }
}
