package dev.trainyard.gateway.connection;

import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GuardedGateway.class)
class ConnectionTest {

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void headThatTricklesIsCutOffHoweverBusily() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send("GET /api/v1/workouts HTTP/1.1\r\nHost: gateway\r\n");

            await().pollInterval(Duration.ofMillis(100)).until(() -> isClosedBySending(client, "X-A: b\r\n"));
        }
    }

    @Test
    void laterHeadThatTricklesIsCutOffAsWell() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");
            client.send("GET /api/v1/workouts HTTP/1.1\r\nHost: gateway\r\n");

            await().pollInterval(Duration.ofMillis(100)).until(() -> isClosedBySending(client, "X-A: b\r\n"));
        }
    }

    @Test
    void slowHeadsAreCounted() throws Exception {
        double before = metric("trainyard_gateway_limited_total{by=\"slow-head\"}");
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send("GET /api/v1").readAll();
        }

        await().until(() -> metric("trainyard_gateway_limited_total{by=\"slow-head\"}") == before + 1);
    }

    @Test
    void connectionThatRestsBetweenRequestsIsKept() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/workouts")).readUntil("ok");
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            String answer = client.send(RawClient.get("/api/v1/workouts")).readHead();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void answerMayTakeLongerThanAHead() throws Exception {
        WORKOUT.on("/api/v1/workouts/thoughtful", request -> {
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            request.answer(200, "thought");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer =
                    client.send(RawClient.get("/api/v1/workouts/thoughtful")).readUntil("thought");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void bodyThatTricklesIsGivenUp() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post("/api/v1/workouts/trickle", "Content-Length: 100000"));
            await().pollInterval(Duration.ofMillis(200)).until(() -> isClosedBySending(client, "x"));
        }

        // The service is told by the end of its connection.
        await().until(() -> metric("trainyard_gateway_requests_in_flight{service=\"workout\"}") == 0);
    }

    @Test
    void clientThatDoesNotReadItsAnswerIsCutOff() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        WORKOUT.on("/api/v1/exports/unwanted", request -> {
            byte[] megabyte = new byte[1024 * 1024];
            try {
                request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 100L * megabyte.length + "\r\n\r\n");
                for (int i = 0; i < 100; i++) {
                    request.write(megabyte);
                }
            } catch (IOException closed) {
                cut.countDown();
            }
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/exports/unwanted")).readHead();

            await().until(() -> cut.getCount() == 0);
        }
    }

    @Test
    void addressHoldsOnlySoManyConnections() throws Exception {
        double before = metric("trainyard_gateway_limited_total{by=\"connections\"}");
        List<RawClient> clients = new ArrayList<>();
        try {
            await().until(() -> {
                clients.add(new RawClient(gateway.getPort()));
                return metric("trainyard_gateway_limited_total{by=\"connections\"}") > before;
            });
            boolean few = clients.size() <= GuardedGateway.CONNECTIONS + 1;
            boolean refused = isRefused(clients.removeLast());
            clients.removeFirst().close();

            assertTrue(few, clients.size() + " connections");
            assertTrue(refused);
            await().until(() -> {
                clients.add(new RawClient(gateway.getPort()));
                return !isRefused(clients.getLast());
            });
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void moreStreamsMayFlowThanRequestsMayBeInWork() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        QUIZ.on("/api/v1/quizzes/many-events", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            await().until(() -> over.getCount() == 0);
            request.writeChunk("");
        });
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * GuardedGateway.IN_FLIGHT; i++) {
                clients.add(new RawClient(gateway.getPort()));
                String head = clients.getLast()
                        .send(RawClient.get("/api/v1/quizzes/many-events"))
                        .readHead();
                assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            }

            assertEquals(0, metric("trainyard_requests_in_flight"));
        } finally {
            over.countDown();
            for (RawClient client : clients) {
                client.close();
            }
        }
        await().until(() -> metric("trainyard_gateway_streams_open{service=\"quiz\"}") == 0);
        assertEquals(0, metric("trainyard_requests_in_flight"));
    }

    @Test
    void statusIsToldWhenNothingElseIs() throws Exception {
        CountDownLatch arrived = new CountDownLatch(GuardedGateway.IN_FLIGHT);
        CountDownLatch free = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/hangs", request -> {
            arrived.countDown();
            await().until(() -> free.getCount() == 0);
            request.answer(200, "");
        });
        double before = metric("trainyard_requests_shed_total");
        List<RawClient> clients = new ArrayList<>();
        try (RawClient one = new RawClient(gateway.getPort());
                RawClient other = new RawClient(gateway.getPort())) {
            for (int i = 0; i < GuardedGateway.IN_FLIGHT; i++) {
                clients.add(new RawClient(gateway.getPort()));
                clients.getLast().send(RawClient.get("/api/v1/workouts/hangs"));
            }
            await().until(() -> arrived.getCount() == 0);
            String shed = one.send(RawClient.post("/api/v1/workouts", "Content-Length: 9"))
                    .readUntil("}");
            String status = other.send(RawClient.request("GET /status")).readHead();
            int health = given().get(management.resolve("/q/health/live")).statusCode();

            assertTrue(shed.startsWith("HTTP/1.1 503 "), shed);
            assertTrue(shed.contains("urn:problem:overloaded"), shed);
            assertTrue(shed.contains("\r\nRetry-After: 1\r\n"), shed);
            assertTrue(status.startsWith("HTTP/1.1 200 "), status);
            assertEquals(200, health);
            assertEquals(before + 1, metric("trainyard_requests_shed_total"));
        } finally {
            free.countDown();
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static boolean isClosedBySending(RawClient client, String text) {
        try {
            client.send(text);
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static boolean isRefused(RawClient client) {
        try {
            return client.send(RawClient.request("GET /status")).readHead().isEmpty();
        } catch (IOException closed) {
            return true;
        }
    }

    private double metric(String series) {
        return given().get(management.resolve("/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findAny()
                .orElseThrow();
    }
}
