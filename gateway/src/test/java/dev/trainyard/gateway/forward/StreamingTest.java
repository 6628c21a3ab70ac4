package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.Conversation;
import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamingTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** What sockets and the gateway may hold between two sides, of which one does not read: far from 50 MB. */
    private static final long ON_THE_WAY = 20L * MEGABYTE;

    @TestHTTPResource
    URI gateway;

    @Test
    void firstChunkComesBeforeTheServiceIsDone() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/slow-answer", request -> {
            request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("first");
            await().until(() -> seen.getCount() == 0);
            request.writeChunk("second");
            request.writeChunk("");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String first =
                    client.send(RawClient.get("/api/v1/workouts/slow-answer")).readUntil("first");
            seen.countDown();
            String rest = client.readUntil("0\r\n\r\n");

            assertTrue(first.endsWith("first"), first);
            assertTrue(rest.contains("second"), rest);
        }
    }

    @Test
    void headOfAnEventStreamComesBeforeItsFirstEvent() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/events", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            await().until(() -> seen.getCount() == 0);
            request.writeChunk("data: 1\n\n");
            request.writeChunk("");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String head = client.send(RawClient.get("/api/v1/workouts/events")).readHead();
            seen.countDown();
            String event = client.readUntil("\n\n");

            assertTrue(head.contains("Content-Type: text/event-stream"), head);
            assertTrue(event.endsWith("data: 1\n\n"), event);
        }
    }

    @Test
    void eventStreamsAreCountedByThemselves() throws Exception {
        QUIZ.on("/api/v1/quizzes", request -> request.answer(200, "ok"));
        CountDownLatch over = new CountDownLatch(1);
        QUIZ.on("/api/v1/quizzes/events", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            await().until(() -> over.getCount() == 0);
            request.writeChunk("");
        });
        int streams = GatewayUnderTest.maxStreams();
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < streams; i++) {
                clients.add(new RawClient(gateway.getPort()));
                String head = clients.getLast()
                        .send(RawClient.get("/api/v1/quizzes/events"))
                        .readHead();
                assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            }

            asUser().get("/api/v1/quizzes/events")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:problem:service-unavailable"));
            asUser().get("/api/v1/quizzes").then().statusCode(200);
            clients.removeLast().close();
            await().untilAsserted(() -> {
                RawClient next = new RawClient(gateway.getPort());
                clients.add(next);
                String head = next.send(RawClient.get("/api/v1/quizzes/events")).readHead();
                assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            });
        } finally {
            over.countDown();
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void requestArrivesBeforeItsBodyIsComplete() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/slow-upload", request -> {
            byte[] first = request.readSome(5);
            arrived.countDown();
            byte[] second = request.readSome(6);
            request.answer(200, first.length + " and " + second.length, "Connection: close");
            request.close();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post("/api/v1/workouts/slow-upload", "Content-Length: 11") + "first");
            await().until(() -> arrived.getCount() == 0);
            String answer = client.send("second").readUntil("5 and 6");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void fiftyMegabytesGoUpWhole() throws Exception {
        WORKOUT.on("/api/v1/imports/large", request -> {
            CRC32 sum = new CRC32();
            for (int i = 0; i < 50; i++) {
                sum.update(request.readSome(MEGABYTE));
            }
            request.answer(200, "sum " + sum.getValue(), "Connection: close");
            request.close();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post("/api/v1/imports/large", "Content-Length: " + 50 * MEGABYTE));
            CRC32 sum = new CRC32();
            for (int i = 0; i < 50; i++) {
                byte[] megabyte = megabyte(i);
                sum.update(megabyte);
                client.send(megabyte);
            }
            String answer = client.readUntil("sum " + sum.getValue());

            assertTrue(answer.endsWith("sum " + sum.getValue()), answer);
        }
    }

    @Test
    void fiftyMegabytesComeDownWhole() throws Exception {
        CRC32 sent = new CRC32();
        WORKOUT.on("/api/v1/exports/large", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 50 * MEGABYTE + "\r\n\r\n");
            for (int i = 0; i < 50; i++) {
                byte[] megabyte = megabyte(i);
                sent.update(megabyte);
                request.write(megabyte);
            }
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/exports/large")).readHead();
            CRC32 received = new CRC32();
            for (int i = 0; i < 50; i++) {
                received.update(client.read(MEGABYTE));
            }

            assertEquals(sent.getValue(), received.getValue());
        }
    }

    @Test
    void uploadWaitsForAServiceThatDoesNotRead() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        WORKOUT.on("/api/v1/imports/unread", request -> {
            await().atMost(30, TimeUnit.SECONDS).until(() -> read.getCount() == 0);
            discard(request, 50 * MEGABYTE);
            request.answer(200, "read", "Connection: close");
            request.close();
        });
        AtomicLong written = new AtomicLong();
        try (RawClient client = new RawClient(gateway.getPort());
                var background = Executors.newVirtualThreadPerTaskExecutor()) {
            client.send(RawClient.post("/api/v1/imports/unread", "Content-Length: " + 50 * MEGABYTE));
            Future<?> upload = background.submit(() -> writeMegabytes(client, 50, written));
            awaitStandstill(written);
            long onTheWay = written.get();
            read.countDown();
            upload.get();
            String answer = client.readUntil("read");

            assertTrue(onTheWay < ON_THE_WAY, onTheWay + " bytes were taken");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void answerWaitsForAClientThatDoesNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        WORKOUT.on("/api/v1/exports/unread", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 50 * MEGABYTE + "\r\n\r\n");
            byte[] megabyte = new byte[MEGABYTE];
            for (int i = 0; i < 50; i++) {
                request.write(megabyte);
                written.addAndGet(MEGABYTE);
            }
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.get("/api/v1/exports/unread")).readHead();
            awaitStandstill(written);
            long onTheWay = written.get();
            int rest = 0;
            for (int i = 0; i < 50; i++) {
                rest += client.read(MEGABYTE).length;
            }

            assertTrue(onTheWay < ON_THE_WAY, onTheWay + " bytes were taken");
            assertEquals(50 * MEGABYTE, rest);
        }
    }

    @Test
    void announcedBodyThatIsTooLargeIsRefused() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .body(new byte[300 * 1024])
                .post("/api/v1/records/too-large")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:body-too-large"));

        assertEquals(0, WORKOUT.received("/api/v1/records/too-large").size());
    }

    @Test
    void pathThatBeginsLikeOneOfLargeBodiesHasNone() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .body(new byte[300 * 1024])
                .post("/api/v1/workouts-of-others")
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
    }

    @Test
    void bodyThatTurnsOutTooLargeIsRefused() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        WORKOUT.on("/api/v1/records/turns-out-too-large", request -> {
            request.awaitClosed();
            cancelled.countDown();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post("/api/v1/records/turns-out-too-large", "Transfer-Encoding: chunked"));
            for (int i = 0; i < 300; i++) {
                client.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
            String answer = client.readUntil("}");

            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("urn:problem:body-too-large"), answer);
        }
        await().until(() -> cancelled.getCount() == 0);
    }

    @Test
    void endlessBodyOfARefusedRequestIsNotReadForEver() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.request("POST /api/v1/workouts", "Transfer-Encoding: chunked"));
            String head = client.readHead();

            assertTrue(head.startsWith("HTTP/1.1 401 "), head);
            await().until(() -> isClosedBySending(client));
        }
    }

    @Test
    void clientThatAsksFirstIsToldToSend() throws Exception {
        WORKOUT.on("/api/v1/imports/asked", request -> request.answer(200, request.text()));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String go = client.send(
                            RawClient.post("/api/v1/imports/asked", "Content-Length: 5", "Expect: 100-continue"))
                    .readHead();
            String answer = client.send("bytes").readUntil("bytes");

            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", go);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void clientThatAsksFirstWithoutATokenIsSparedTheUpload() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "POST /api/v1/imports/asked", "Content-Length: 5000000", "Expect: 100-continue"))
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        }
    }

    @Test
    void serviceMayAnswerBeforeItHasReadEverything() throws Exception {
        WORKOUT.on("/api/v1/imports/enough", request -> {
            request.readSome(10);
            request.answer(422, "enough", "Connection: close");
            request.awaitClosed();
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post("/api/v1/imports/enough", "Content-Length: 100000") + "x".repeat(50_000));
            String answer = client.readUntil("enough");
            String next = client.send("x".repeat(50_000) + RawClient.get("/api/v1/workouts"))
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 422 "), answer);
            assertTrue(next.startsWith("HTTP/1.1 200 "), next);
        }
    }

    private static void awaitStandstill(AtomicLong written) {
        long[] before = {-1};
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    boolean still = written.get() == before[0];
                    before[0] = written.get();
                    return still && before[0] > 0;
                });
    }

    private static Void writeMegabytes(RawClient client, int count, AtomicLong written) throws IOException {
        byte[] part = new byte[MEGABYTE / 4];
        for (int i = 0; i < 4 * count; i++) {
            client.send(part);
            written.addAndGet(part.length);
        }
        return null;
    }

    private static boolean isClosedBySending(RawClient client) {
        try {
            for (int i = 0; i < 100; i++) {
                client.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static void discard(Conversation request, int bytes) throws IOException {
        for (int left = bytes; left > 0; left -= MEGABYTE) {
            request.readSome(MEGABYTE);
        }
    }

    private static byte[] megabyte(int seed) {
        byte[] bytes = new byte[MEGABYTE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static RequestSpecification asUser() {
        return given().header("Authorization", "Bearer " + TestTokens.good());
    }
}
