package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.LiveService.FLOODED;
import static dev.trainyard.gateway.stub.LiveService.HANDSHAKES;
import static dev.trainyard.gateway.stub.LiveService.OPEN;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import dev.trainyard.gateway.stub.WireProfile;
import dev.trainyard.http.request.RequestGuard;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WireProfile.class)
class WebSocketTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** What sockets and the gateway may hold between two sides, of which one does not read: far from what is sent. */
    private static final long ON_THE_WAY = 20L * MEGABYTE;

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Inject
    RequestGuard guard;

    @Test
    void messagesPassBothWays() throws Exception {
        Listener listener = new Listener();
        WebSocket socket = open("/api/v1/live/echo", listener);

        socket.sendText("hello", true).join();
        assertEquals("hello", listener.next());
        socket.sendText("again", true).join();
        assertEquals("again", listener.next());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertEquals("closed 1000", listener.next());
    }

    @Test
    void largeMessagePassesWhole() throws Exception {
        byte[] large = new byte[MEGABYTE];
        RandomGenerator.getDefault().nextBytes(large);
        Listener listener = new Listener();
        WebSocket socket = open("/api/v1/live/echo", listener);

        socket.sendBinary(ByteBuffer.wrap(large), true).join();
        assertArrayEquals(large, listener.bytes.get(20, TimeUnit.SECONDS));
        socket.abort();
    }

    @Test
    void tokenMayComeAsSubprotocol() throws Exception {
        HANDSHAKES.clear();
        String token = TestTokens.good();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("bearer", token)
                .buildAsync(address("/api/v1/live/echo"), new Listener())
                .join();

        assertEquals("bearer", socket.getSubprotocol());
        assertEquals(List.of("Bearer " + token), received("Authorization"));
        assertEquals(List.of(), received("Sec-WebSocket-Protocol"));
        socket.abort();
    }

    @Test
    void serviceChoosesAmongTheOtherSubprotocols() throws Exception {
        HANDSHAKES.clear();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("chat", "bearer", TestTokens.good(), "talk")
                .buildAsync(address("/api/v1/live/echo"), new Listener())
                .join();

        assertEquals("chat", socket.getSubprotocol());
        assertEquals(List.of("chat, talk"), received("Sec-WebSocket-Protocol"));
        socket.abort();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-No: token",
                "Authorization: Bearer aaaa.bbbb.cccc",
                "Sec-WebSocket-Protocol: bearer",
                "Sec-WebSocket-Protocol: bearer, aaaa.bbbb.cccc"
            })
    void handshakeWithoutAGoodTokenIsRefused(String header) throws Exception {
        HANDSHAKES.clear();
        String answer = handshake("/api/v1/live/echo", header);

        assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        assertEquals(List.of(), received("Sec-WebSocket-Key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://elsewhere.example", "https://app.example.org.evil.example", "null", "https://gateway", ""
            })
    void foreignPageOpensNoSocket(String origin) throws Exception {
        HANDSHAKES.clear();
        String answer = handshake("/api/v1/live/echo", RawClient.authorization(), "Origin: " + origin);

        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        assertEquals(List.of(), received("Sec-WebSocket-Key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gateway", "https://app.example.org", "https://other.example.org"})
    void ownAndConfiguredPagesOpenSockets(String origin) throws Exception {
        String answer = handshake("/api/v1/live/echo", RawClient.authorization(), "Origin: " + origin);

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    }

    @Test
    void pageBehindATrustedProxyIsOwn() throws Exception {
        String answer = handshake(
                "/api/v1/live/echo",
                RawClient.authorization(),
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: api.example.org",
                "Origin: https://api.example.org");

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    }

    @Test
    void otherAnswerOfTheServicePasses() throws Exception {
        String answer = handshake("/api/v1/live/nowhere", RawClient.authorization());

        assertTrue(answer.startsWith("HTTP/1.1 426 "), answer);
        assertTrue(answer.contains("X-Live: no"), answer);
    }

    @Test
    void handshakeWithABodyIsRefused() throws Exception {
        HANDSHAKES.clear();
        String answer = handshake("/api/v1/live/echo", RawClient.authorization(), "Content-Length: 5");

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertEquals(List.of(), received("Sec-WebSocket-Key"));
    }

    @Test
    void whatIsNoHandshakeDoesNotSwitch() throws Exception {
        HANDSHAKES.clear();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(
                            RawClient.post("/api/v1/live/echo", "Upgrade: websocket", "Connection: upgrade"))
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 426 ") || answer.startsWith("HTTP/1.1 4"), answer);
            assertEquals(List.of(), received("Upgrade"));
        }
    }

    @Test
    void closeOfTheServiceIsPassedOn() throws Exception {
        Listener listener = new Listener();
        open("/api/v1/live/leaves", listener);

        assertEquals("closed 4000", listener.next());
    }

    @Test
    void deathOfTheServiceIsNoticed() throws Exception {
        Listener listener = new Listener();
        WebSocket socket = open("/api/v1/live/dies", listener);
        socket.sendText("die", true).join();

        assertTrue(listener.next().startsWith("closed"));
    }

    @Test
    void deathOfTheClientIsPassedOnAndForgotten() throws Exception {
        int before = OPEN.get();
        WebSocket socket = open("/api/v1/live/echo", new Listener());
        await().until(() -> OPEN.get() > before);
        socket.abort();

        await().until(() -> OPEN.get() <= before);
        await().until(() -> guard.inFlight() == 0);
    }

    @Test
    void silentSocketIsClosed() throws Exception {
        Listener listener = new Listener();
        open("/api/v1/live/echo", listener);

        // Nothing is sent: within the time that a body may pause, it ends.
        assertTrue(listener.next().startsWith("closed 1006"));
    }

    @Test
    void serviceWaitsForAClientThatDoesNotRead() throws Exception {
        FLOODED.set(0);
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(handshakeOf("/api/v1/live/flood", RawClient.authorization()))
                    .readHead();

            awaitStandstill(FLOODED);
            assertTrue(FLOODED.get() < ON_THE_WAY, FLOODED.get() + " bytes");
        }
    }

    @Test
    void clientWaitsForAServiceThatDoesNotRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        Thread sender;
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(handshakeOf("/api/v1/live/deaf", RawClient.authorization()))
                    .readHead();
            sender = Thread.ofVirtual().start(() -> sendForEver(client, sent));

            awaitStandstill(sent);
            assertTrue(sent.get() < ON_THE_WAY, sent.get() + " bytes");
        }
        sender.join();
    }

    @Test
    void moreSocketsThanStreamsMayFlowAreRefused() throws Exception {
        await().until(() -> OPEN.get() == 0);
        List<WebSocket> open = Stream.generate(() -> open("/api/v1/live/echo", new Listener()))
                .limit(GatewayUnderTest.maxStreams())
                .toList();
        String answer = handshake("/api/v1/live/echo", RawClient.authorization());

        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        open.forEach(WebSocket::abort);
        await().until(() ->
                handshake("/api/v1/live/echo", RawClient.authorization()).startsWith("HTTP/1.1 101 "));
    }

    @Test
    void socketsCountAsStreams() throws Exception {
        open("/api/v1/live/leaves", new Listener());

        await().untilAsserted(() -> given().get(management.resolve("/metrics"))
                .then()
                .body(containsString("outcome=\"1xx\",route=\"/api/v1/live\",service=\"live\"")));
    }

    private static void sendForEver(RawClient client, AtomicLong sent) {
        byte[] frame = new byte[64 * 1024];
        // A binary frame that goes on and on: all of it is payload.
        byte[] head = {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 1, 2, 3, 4};
        try {
            client.send(head);
            while (true) {
                client.send(frame);
                sent.addAndGet(frame.length);
            }
        } catch (Exception closed) {
            // By the test.
        }
    }

    private static void awaitStandstill(AtomicLong count) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .until(() -> count.get() > 0 && before.getAndSet(count.get()) == count.get());
    }

    private String handshake(String path, String... headers) throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            return client.send(handshakeOf(path, headers)).readHead();
        }
    }

    private static String handshakeOf(String path, String... headers) {
        Stream<String> all = Stream.concat(
                Stream.of(
                        "Upgrade: websocket",
                        "Connection: keep-alive, Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                Stream.of(headers));
        return RawClient.request("GET " + path, all.toArray(String[]::new));
    }

    private WebSocket open(String path, Listener listener) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + TestTokens.good())
                .buildAsync(address(path), listener)
                .join();
    }

    private URI address(String path) {
        return URI.create("ws://localhost:" + gateway.getPort() + path);
    }

    private static List<String> received(String name) {
        return HANDSHAKES.stream()
                .flatMap(handshake -> handshake.getValue().stream())
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Notes what comes. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        String next() throws Exception {
            String event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new SocketTimeoutException("Nothing came");
            }
            return event;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            events.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            parts.writeBytes(part);
            if (last) {
                bytes.complete(parts.toByteArray());
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            events.add("closed " + status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add("closed 1006 " + error);
        }
    }
}
