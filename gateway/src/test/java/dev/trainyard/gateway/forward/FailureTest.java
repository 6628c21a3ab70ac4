package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.DEPLOYMENT;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FailureTest {

    @TestHTTPResource
    URI gateway;

    @Test
    void serviceThatRefusesConnectionsIsABadGateway() {
        assertProblem(asUser().get("/api/v1/absent").then(), 502, "bad-gateway").body("service", equalTo("absent"));
    }

    @Test
    void serviceWithoutAddressIsABadGateway() {
        assertProblem(asUser().get("/api/v1/unknown-host").then(), 502, "bad-gateway");
    }

    @Test
    void serviceThatAcceptsNoConnectionIsUnavailable() {
        assertProblem(asUser().get("/api/v1/blackhole").then(), 503, "service-unavailable")
                .header("Retry-After", "1");
    }

    @Test
    void serviceThatNeverAnswersTimesOut() {
        CountDownLatch cancelled = new CountDownLatch(1);
        WORKOUT.on("/api/v1/sleep", request -> {
            request.awaitClosed();
            cancelled.countDown();
        });

        assertProblem(asUser().get("/api/v1/sleep").then(), 504, "gateway-timeout");
        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void serviceThatStopsInTheHeadOfItsAnswerTimesOut() {
        WORKOUT.on("/api/v1/sleep/half-a-head", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-");
            request.awaitClosed();
        });

        assertProblem(asUser().get("/api/v1/sleep/half-a-head").then(), 504, "gateway-timeout");
    }

    @Test
    void serviceThatOnlyHintsTimesOut() {
        WORKOUT.on("/api/v1/sleep/hints", request -> {
            while (true) {
                request.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            }
        });

        assertProblem(asUser().get("/api/v1/sleep/hints").then(), 504, "gateway-timeout");
    }

    @Test
    void moreThanTheAnnouncedLengthReachesNobody() throws Exception {
        WORKOUT.on("/api/v1/workouts/two-answers", request -> {
            request.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\noneHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            request.awaitClosed();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String first =
                    client.send(RawClient.get("/api/v1/workouts/two-answers")).readUntil("\r\n\r\non");
            String second = client.send(RawClient.get("/api/v1/workouts")).readUntil("\r\n\r\nok");

            assertTrue(first.endsWith("\r\n\r\non"), first);
            assertTrue(second.startsWith("HTTP/1.1 200 "), second);
            assertFalse(second.contains("evil"), second);
        }
    }

    @Test
    void trailersOfAnAnswerStayBehind() throws Exception {
        WORKOUT.on("/api/v1/workouts/trailers", request -> {
            request.write("HTTP/1.1 200 OK\r\nTrailer: X-Inside\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("ok");
            request.write("0\r\nX-Inside: 1\r\nContent-Length: 7\r\n\r\n");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer =
                    client.send(RawClient.get("/api/v1/workouts/trailers")).readUntil("\r\n0\r\n\r\n");

            assertTrue(answer.endsWith("2\r\nok\r\n0\r\n\r\n"), answer);
            assertFalse(answer.contains("Inside"), answer);
        }
    }

    @Test
    void trailersWithoutEndCutTheAnswer() throws Exception {
        WORKOUT.on("/api/v1/workouts/endless-trailers", request -> {
            request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n");
            while (true) {
                request.write("X-Inside: " + "x".repeat(100) + "\r\n");
            }
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.get("/api/v1/workouts/endless-trailers"))
                    .readAll();

            assertFalse(answer.endsWith("0\r\n\r\n"), answer);
        }
    }

    @Test
    void patienceWithAPathIsNotHadWithOneThatBeginsLikeIt() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        WORKOUT.on("/api/v1/records/slow", request -> request.awaitClosed());
        WORKOUT.on("/api/v1/records/slow-ones", request -> {
            arrived.countDown();
            await().until(() -> free.getCount() == 0);
            request.answer(200, "at last");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/records/slow-ones"));
            await().until(() -> arrived.getCount() == 0);
            ValidatableResponse slow = asUser().get("/api/v1/records/slow").then();
            free.countDown();
            String similar = client.readHead();

            assertProblem(slow, 504, "gateway-timeout");
            assertTrue(similar.startsWith("HTTP/1.1 200 "), similar);
        }
    }

    @Test
    void serviceThatNeverAnswersAnUploadTimesOut() {
        WORKOUT.on("/api/v1/sleep/uploads", request -> {
            request.body();
            request.awaitClosed();
        });

        assertProblem(asUser().body("three sets").post("/api/v1/sleep/uploads").then(), 504, "gateway-timeout");
    }

    @Test
    void serviceThatClosesWithoutAnswerIsABadGateway() {
        WORKOUT.on("/api/v1/workouts/silent", request -> request.close());

        assertProblem(asUser().post("/api/v1/workouts/silent").then(), 502, "bad-gateway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nNo-colon\r\n\r\n"
            })
    void answerThatCannotBeReadIsABadGateway(String answer) {
        WORKOUT.on("/api/v1/workouts/unreadable", request -> {
            request.body();
            request.write(answer);
            request.close();
        });

        assertProblem(asUser().post("/api/v1/workouts/unreadable").then(), 502, "bad-gateway");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf an answer",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ne\r\nhalf an answer\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ne\r\nhalf an answer\r\nzz\r\n"
            })
    void answerThatBreaksOffIsCutAndDoesNotLookWhole(String half) throws Exception {
        WORKOUT.on("/api/v1/workouts/half", request -> {
            request.write(half);
            request.close();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.get("/api/v1/workouts/half")).readAll();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.contains("half an answer"), answer);
            assertFalse(answer.endsWith("0\r\n\r\n"), answer);
        }
    }

    @Test
    void answerThatStallsIsCut() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/stalled", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf an answer");
            request.awaitClosed();
            cancelled.countDown();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer =
                    client.send(RawClient.get("/api/v1/workouts/stalled")).readAll();

            assertTrue(answer.endsWith("half an answer"), answer);
        }
        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void uploadThatStallsIsGivenUp() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.post("/api/v1/workouts/slow", "Content-Length: 1000") + "half a body")
                    .readAll();

            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("urn:problem:request-timeout"), answer);
        }
    }

    @Test
    void clientThatLeavesCancelsTheRequest() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/abandoned", request -> {
            arrived.countDown();
            request.awaitClosed();
            cancelled.countDown();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/workouts/abandoned"));
            await().until(() -> arrived.getCount() == 0);
        }

        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void clientThatLeavesInTheMiddleOfAnAnswerCancelsIt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/abandoned-halfway", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf an answer");
            request.awaitClosed();
            cancelled.countDown();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/workouts/abandoned-halfway")).readUntil("half an answer");
        }

        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void readOnAConnectionThatJustClosedIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WORKOUT.on("/api/v1/workouts/stale", request -> {
            if (calls.incrementAndGet() == 1) {
                request.close();
            } else {
                request.answer(200, "second try");
            }
        });

        String answer = onUsedConnection(RawClient.get("/api/v1/workouts/stale"));

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertEquals(2, calls.get());
    }

    @Test
    void readOnAConnectionThatIsResetIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        WORKOUT.on("/api/v1/workouts/reset", request -> {
            if (calls.incrementAndGet() == 1) {
                request.reset();
            } else {
                request.answer(200, "second try");
            }
        });

        String answer = onUsedConnection(RawClient.get("/api/v1/workouts/reset"));

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertEquals(2, calls.get());
    }

    @Test
    void readIsTriedAgainOnceAndNotMore() throws Exception {
        WORKOUT.on("/api/v1/workouts/always-stale", request -> request.close());

        String answer = onUsedConnection(RawClient.get("/api/v1/workouts/always-stale"));

        assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
        assertEquals(2, WORKOUT.received("/api/v1/workouts/always-stale").size());
    }

    @Test
    void readOnANewConnectionIsNotTriedAgain() throws Exception {
        WORKOUT.stop();
        WORKOUT.start();
        WORKOUT.on("/api/v1/workouts/never-stale", request -> request.close());

        assertProblem(asUser().get("/api/v1/workouts/never-stale").then(), 502, "bad-gateway");
        assertEquals(1, WORKOUT.received("/api/v1/workouts/never-stale").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void writeIsNeverTriedAgain(String method) throws Exception {
        String path = "/api/v1/workouts/stale-" + method;
        WORKOUT.on(path, request -> request.close());

        String answer = onUsedConnection(RawClient.request(method + " " + path, RawClient.authorization()));

        assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
        assertEquals(1, WORKOUT.received(path).size());
    }

    @Test
    void requestTooManyForAServiceIsRefusedAndTheOthersGoOn() throws Exception {
        int requests = GatewayUnderTest.maxRequests();
        CountDownLatch arrived = new CountDownLatch(requests);
        CountDownLatch free = new CountDownLatch(1);
        DEPLOYMENT.on("/api/v1/workflows/busy", request -> {
            arrived.countDown();
            await().atMost(20, TimeUnit.SECONDS).until(() -> free.getCount() == 0);
            request.answer(200, "done");
        });
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                statuses.add(users.submit(
                        () -> asUser().get("/api/v1/workflows/busy").statusCode()));
            }
            await().until(() -> arrived.getCount() == 0);

            ValidatableResponse one = asUser().get("/api/v1/workflows/one-more").then();
            ValidatableResponse other = asUser().get("/api/v1/workouts").then();
            free.countDown();

            assertProblem(one, 503, "service-unavailable").header("Retry-After", "1");
            other.statusCode(200);
            for (Future<Integer> status : statuses) {
                assertEquals(200, status.get());
            }
        }
    }

    @Test
    void serviceThatComesBackIsUsedAtOnce() {
        DEPLOYMENT.stop();
        try {
            assertProblem(asUser().get("/api/v1/workflows").then(), 502, "bad-gateway");
        } finally {
            DEPLOYMENT.start();
        }

        asUser().get("/api/v1/workflows").then().statusCode(200);
    }

    /** The answer to a request that goes out on a connection that has served before: that of the same event loop. */
    private String onUsedConnection(String request) throws IOException {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/workouts")).readUntil("\r\n\r\nok");
            return client.send(request).readHead();
        }
    }

    private static ValidatableResponse assertProblem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:" + code))
                .body("status", equalTo(status))
                .body("requestId", matchesPattern("[0-9a-f-]{36}"));
    }

    private static RequestSpecification asUser() {
        return given().header("Authorization", "Bearer " + TestTokens.good());
    }
}
