package dev.trainyard.gateway.http2;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.Conversation;
import dev.trainyard.gateway.stub.Http2Profile;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What works by HTTP/1.1 works by HTTP/2. */
@QuarkusTest
@TestProfile(Http2Profile.class)
class Http2Test {

    private static final int MEGABYTE = 1024 * 1024;
    private static final long ON_THE_WAY = 20L * MEGABYTE;
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = VERTX.createHttpClient(new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            // With prior knowledge.
            .setHttp2ClearTextUpgrade(false));

    @TestHTTPResource
    URI gateway;

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private record Answer(int status, HttpVersion version, String body) {}

    @Test
    void requestWithoutABodyHasNone() throws Exception {
        Answer answer =
                answer(request(HttpMethod.GET, "/api/v1/workouts/h2-get").compose(HttpClientRequest::send));

        Conversation received = WORKOUT.last("/api/v1/workouts/h2-get");
        assertEquals(new Answer(200, HttpVersion.HTTP_2, "ok"), answer);
        assertEquals(List.of(), received.header("Transfer-Encoding"));
        assertEquals(List.of("localhost:" + gateway.getPort()), received.header("X-Forwarded-Host"));
    }

    @Test
    void bodyOfUnknownLengthArrivesWhole() throws Exception {
        CompletableFuture<String> body = new CompletableFuture<>();
        WORKOUT.on("/api/v1/workouts/h2-post", request -> {
            body.complete(request.text());
            request.answer(201, "made");
        });
        Answer answer =
                answer(request(HttpMethod.POST, "/api/v1/workouts/h2-post").compose(request -> {
                    request.setChunked(true).write("hel");
                    request.end("lo");
                    return request.response();
                }));

        assertEquals(201, answer.status());
        assertEquals("hello", body.get(20, TimeUnit.SECONDS));
    }

    @Test
    void cookiesArriveAsOneHeader() throws Exception {
        answer(request(HttpMethod.GET, "/api/v1/workouts/h2-cookies").compose(request -> {
            request.headers().add("cookie", "a=1").add("cookie", "b=2");
            return request.send();
        }));

        assertEquals(
                List.of("a=1; b=2"), WORKOUT.last("/api/v1/workouts/h2-cookies").header("Cookie"));
    }

    @Test
    void badTokenIsRefused() throws Exception {
        Answer answer = answer(CLIENT.request(HttpMethod.GET, gateway.getPort(), "localhost", "/api/v1/workouts/x")
                .compose(HttpClientRequest::send));

        assertEquals(401, answer.status());
        assertTrue(answer.body().contains("unauthenticated"), answer.body());
    }

    @Test
    void clientThatAsksFirstIsToldToSend() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Answer answer =
                answer(request(HttpMethod.POST, "/api/v1/workouts/h2-asks").compose(request -> {
                    request.putHeader("expect", "100-continue").putHeader("content-length", "5");
                    request.continueHandler(yes -> {
                        told.countDown();
                        request.end("hello");
                    });
                    return request.sendHead().compose(sent -> request.response());
                }));

        assertEquals(200, answer.status());
        assertEquals(0, told.getCount());
    }

    @Test
    void eventComesBeforeTheStreamEnds() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        WORKOUT.on("/api/v1/workouts/h2-events", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("data: one\n\n");
            await().until(() -> seen.getCount() == 0);
            request.writeChunk("");
        });
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        request(HttpMethod.GET, "/api/v1/workouts/h2-events")
                .compose(HttpClientRequest::send)
                .onSuccess(answer -> answer.handler(event -> first.complete(event.toString()))
                        .endHandler(ended -> end.complete(null)));

        assertEquals("data: one\n\n", first.get(20, TimeUnit.SECONDS));
        seen.countDown();
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void tenMegabytesComeDownWhole() throws Exception {
        WORKOUT.on("/api/v1/workouts/h2-large", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 10 * MEGABYTE + "\r\n\r\n");
            for (int i = 0; i < 10; i++) {
                request.write(new byte[MEGABYTE]);
            }
        });
        Answer answer =
                answer(request(HttpMethod.GET, "/api/v1/workouts/h2-large").compose(HttpClientRequest::send));

        assertEquals(10 * MEGABYTE, answer.body().length());
    }

    @Test
    void answerWaitsForAClientThatDoesNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        WORKOUT.on("/api/v1/workouts/h2-unread", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: " + 200 * MEGABYTE + "\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                request.write(new byte[MEGABYTE]);
                written.addAndGet(MEGABYTE);
            }
        });
        HttpClientResponse unread = request(HttpMethod.GET, "/api/v1/workouts/h2-unread")
                .compose(HttpClientRequest::send)
                .onSuccess(HttpClientResponse::pause)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        awaitStandstill(written);
        assertTrue(written.get() < ON_THE_WAY, written.get() + " bytes");
        // A stalled stream holds none of the others up.
        assertEquals(
                200,
                answer(request(HttpMethod.GET, "/api/v1/workouts/h2-beside").compose(HttpClientRequest::send))
                        .status());
        unread.request().reset();
    }

    @Test
    void uploadWaitsForAServiceThatDoesNotRead() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        WORKOUT.on("/api/v1/imports/h2", request -> {
            await().until(() -> done.getCount() == 0);
            request.close();
        });
        AtomicLong sent = new AtomicLong();
        HttpClientRequest upload = request(HttpMethod.POST, "/api/v1/imports/h2")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        upload.exceptionHandler(cut -> {}).setChunked(true);
        VERTX.runOnContext(now -> send(upload, sent));

        awaitStandstill(sent);
        done.countDown();
        assertTrue(sent.get() < ON_THE_WAY, sent.get() + " bytes");
        upload.reset();
    }

    @Test
    void clientMayUpgrade() throws Exception {
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_2)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/workouts/h2-upgraded"))
                    .header("Authorization", "Bearer " + TestTokens.good())
                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertEquals(java.net.http.HttpClient.Version.HTTP_2, answer.version());
            assertEquals("ok", answer.body());
        }
    }

    private static void send(HttpClientRequest upload, AtomicLong sent) {
        while (!upload.writeQueueFull() && sent.get() < 200L * MEGABYTE) {
            upload.write(Buffer.buffer(new byte[64 * 1024]));
            sent.addAndGet(64 * 1024);
        }
        upload.drainHandler(drained -> send(upload, sent));
    }

    private static void awaitStandstill(AtomicLong count) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .until(() -> count.get() > 0 && before.getAndSet(count.get()) == count.get());
    }

    private Future<HttpClientRequest> request(HttpMethod method, String path) {
        return CLIENT.request(method, gateway.getPort(), "localhost", path)
                .map(request -> request.putHeader("Authorization", "Bearer " + TestTokens.good()));
    }

    private static Answer answer(Future<HttpClientResponse> response) throws Exception {
        return response.compose(answer -> answer.body()
                        .map(body -> new Answer(answer.statusCode(), answer.version(), body.toString("ISO-8859-1"))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
