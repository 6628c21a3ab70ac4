package dev.trainyard.gateway.http2;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static dev.trainyard.gateway.stub.RawHttp2.CONTINUATION;
import static dev.trainyard.gateway.stub.RawHttp2.DATA;
import static dev.trainyard.gateway.stub.RawHttp2.END_HEADERS;
import static dev.trainyard.gateway.stub.RawHttp2.END_STREAM;
import static dev.trainyard.gateway.stub.RawHttp2.GOAWAY;
import static dev.trainyard.gateway.stub.RawHttp2.HEADERS;
import static dev.trainyard.gateway.stub.RawHttp2.PING;
import static dev.trainyard.gateway.stub.RawHttp2.RST_STREAM;
import static dev.trainyard.gateway.stub.RawHttp2.SETTINGS;
import static dev.trainyard.gateway.stub.RawHttp2.fields;
import static dev.trainyard.gateway.stub.RawHttp2.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.Http2Profile;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.RawHttp2;
import dev.trainyard.gateway.stub.RawHttp2.Frame;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(Http2Profile.class)
class Http2AttackTest {

    private static final String PATH = "/api/v1/workouts/attacked";
    private static final byte[] CANCEL = {0, 0, 0, 8};

    @TestHTTPResource
    URI gateway;

    @Test
    void goodRequestPasses() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS | END_STREAM, 1, get("/api/v1/workouts/good"));

            assertEquals("200", client.outcomeOf(1));
        }
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                arguments("a path with a blank", get(PATH + " x")),
                arguments("a path with a line", get(PATH + "\r\nX-Injected: a")),
                arguments("a query with a line", get(PATH + "?a HTTP/1.1\r\nX-Injected: a")),
                arguments("a query with a blank", get(PATH + "?a b")),
                arguments("a path that climbs", get("/api/v1/workouts/../../../q/health")),
                arguments("a path with a host", get("http://elsewhere" + PATH)),
                arguments("a path that is a star", get("*")),
                arguments("an empty path", get("")),
                arguments("two paths", get(PATH, ":path", "/q/health")),
                arguments("a pseudo-header at the end", get(PATH, "x-a", "b", ":path", PATH)),
                arguments("an unknown pseudo-header", get(PATH, ":protocol", "websocket")),
                arguments("a status", get(PATH, ":status", "200")),
                arguments("two hosts", get(PATH, "host", "elsewhere")),
                arguments("two authorities", get(PATH, ":authority", "elsewhere")),
                arguments("no method", fields(":scheme", "http", ":path", PATH, ":authority", "gateway")),
                arguments("no path", fields(":method", "GET", ":scheme", "http", ":authority", "gateway")),
                arguments("no scheme", fields(":method", "GET", ":path", PATH, ":authority", "gateway")),
                arguments("no authority", withToken(":method", "GET", ":scheme", "http", ":path", PATH)),
                arguments(
                        "a small method",
                        withToken(":method", "get", ":scheme", "http", ":path", PATH, ":authority", "a")),
                arguments(
                        "a method of two lines",
                        withToken(
                                ":method",
                                "GET / HTTP/1.1\r\nA: b\r\n\r\nGET",
                                ":scheme",
                                "http",
                                ":path",
                                PATH,
                                ":authority",
                                "a")),
                arguments("a tunnel", withToken(":method", "CONNECT", ":authority", "elsewhere:443")),
                arguments(
                        "a WebSocket over CONNECT",
                        withToken(
                                ":method",
                                "CONNECT",
                                ":protocol",
                                "websocket",
                                ":scheme",
                                "http",
                                ":path",
                                PATH,
                                ":authority",
                                "a")),
                arguments(
                        "an authority with a user",
                        withToken(":method", "GET", ":scheme", "http", ":path", PATH, ":authority", "a@b")),
                arguments(
                        "an authority of two lines",
                        withToken(":method", "GET", ":scheme", "http", ":path", PATH, ":authority", "a\r\nX: b")),
                arguments("a line in a value", get(PATH, "x-a", "b\r\nX-Injected: c")),
                arguments("LF in a value", get(PATH, "x-a", "b\nX-Injected: c")),
                arguments("CR in a value", get(PATH, "x-a", "b\rX-Injected: c")),
                arguments("NUL in a value", get(PATH, "x-a", "b\0c")),
                arguments("a line in a name", get(PATH, "x-a: b\r\nx-injected", "c")),
                arguments("a colon in a name", get(PATH, "x-a:x", "c")),
                arguments("a blank in a name", get(PATH, "x a", "c")),
                arguments("an empty name", get(PATH, "", "c")),
                arguments("a large name", get(PATH, "X-A", "c")),
                arguments("Transfer-Encoding", get(PATH, "transfer-encoding", "chunked")),
                arguments("Connection", get(PATH, "connection", "close")),
                arguments("Keep-Alive", get(PATH, "keep-alive", "1")),
                arguments("Upgrade", get(PATH, "upgrade", "websocket")),
                arguments("Proxy-Connection", get(PATH, "proxy-connection", "close")),
                arguments("TE that is not trailers", get(PATH, "te", "gzip")),
                arguments("a length and no body", get(PATH, "content-length", "5")),
                arguments("two lengths", get(PATH, "content-length", "0", "content-length", "5")),
                arguments("a signed length", get(PATH, "content-length", "+0")),
                arguments("a negative length", get(PATH, "content-length", "-1")),
                arguments("a length of letters", get(PATH, "content-length", "five")),
                arguments("a length beyond long", get(PATH, "content-length", "9223372036854775808")),
                arguments("a large header", get(PATH, "x-a", "a".repeat(16_000), "x-b", "b".repeat(300))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void malformedHeadIsRefusedAndReachesNoService(String kind, byte[] head) throws Exception {
        int before = WORKOUT.received().size();
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS | END_STREAM, 1, head);
            String outcome = client.outcomeOf(1);

            assertTrue(outcome.matches("reset|closed|4.."), outcome);
            assertEquals(before, WORKOUT.received().size());
        }
    }

    @Test
    void bodyThatIsLongerThanItsLengthEndsTheStream() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS, 1, post(PATH, "content-length", "5"));
            client.send(
                    DATA,
                    END_STREAM,
                    1,
                    ("hello" + RawClient.get("/api/v1/workouts/smuggled")).getBytes(StandardCharsets.US_ASCII));
            String outcome = client.outcomeOf(1);

            assertTrue(outcome.matches("reset|closed|[24].."), outcome);
            assertEquals(0, WORKOUT.received("/api/v1/workouts/smuggled").size());
        }
    }

    @Test
    void clientThatKeepsChangingItsMindIsCutOff() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            int asked = untilCutOff(10_000, i -> {
                client.send(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, get(PATH));
                client.send(RST_STREAM, 0, 2 * i + 1, CANCEL);
            });

            assertTrue(asked < 10_000 || client.read(GOAWAY) != null, asked + " requests");
        }
    }

    @Test
    void headThatNeverEndsIsCutOff() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_STREAM, 1, get(PATH));
            int sent = untilCutOff(100_000, i -> client.send(CONTINUATION, 0, 1, fields("x-a", "b")));

            assertTrue(sent < 100_000 || client.read(GOAWAY) != null, sent + " frames");
        }
    }

    @Test
    void headOfEmptyFramesIsCutOff() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_STREAM, 1, get(PATH));
            int sent = untilCutOff(100_000, i -> client.send(CONTINUATION, 0, 1, new byte[0]));

            assertTrue(sent < 100_000 || client.read(GOAWAY) != null, sent + " frames");
        }
    }

    @Test
    void emptyFramesOfABodyAreCutOff() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS, 1, post(PATH));
            int sent = untilCutOff(100_000, i -> client.send(DATA, 0, 1, new byte[0]));

            assertTrue(sent < 100_000 || client.read(GOAWAY) != null, sent + " frames");
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of(arguments("settings", SETTINGS, new byte[0]), arguments("pings", PING, new byte[8]));
    }

    /** Each asks for an answer; who does not read them would have the gateway keep them all. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void floodWhoseAnswersNobodyReadsIsCutOff(String kind, int type, byte[] payload) throws Exception {
        byte[] one = RawHttp2.frame(type, 0, 0, payload);
        byte[] thousand = new byte[1_000 * one.length];
        for (int i = 0; i < 1_000; i++) {
            System.arraycopy(one, 0, thousand, i * one.length, one.length);
        }
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            int sent = untilCutOff(10_000, i -> client.send(thousand));

            assertTrue(sent < 10_000, sent + " thousand frames");
        }
    }

    @Test
    void moreStreamsThanAgreedAreRefused() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            // It never says that it has read our settings.
            for (int i = 0; i < 101; i++) {
                client.send(HEADERS, END_HEADERS, 2 * i + 1, post("/api/v1/workouts/open-" + i, "content-length", "5"));
            }

            assertEquals("reset", client.outcomeOf(201));
        }
    }

    @Test
    void refusalOfOneStreamLeavesTheOthers() throws Exception {
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS, 1, post(PATH, "content-length", "99999999"));
            assertEquals("413", client.outcomeOf(1));
            client.send(HEADERS, END_HEADERS | END_STREAM, 3, get("/api/v1/workouts/good"));

            assertEquals("200", client.outcomeOf(3));
        }
    }

    @Test
    void brokenAnswerOfOneStreamLeavesTheOthers() throws Exception {
        WORKOUT.on("/api/v1/workouts/breaks", request -> {
            request.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            request.close();
        });
        try (RawHttp2 client = new RawHttp2(gateway.getPort())) {
            client.send(HEADERS, END_HEADERS | END_STREAM, 1, get("/api/v1/workouts/breaks"));
            assertEquals("200", client.outcomeOf(1));
            Frame reset = client.read(RST_STREAM);
            assertEquals(2, reset.error());
            client.send(HEADERS, END_HEADERS | END_STREAM, 3, get("/api/v1/workouts/good"));

            assertEquals("200", client.outcomeOf(3));
        }
    }

    @Test
    void upgradeWithALargeBodyIsCutOff() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post(
                    PATH,
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAAQAAP__",
                    "Content-Length: 200000"));
            byte[] tooMuch = new byte[200_000];
            Arrays.fill(tooMuch, (byte) 'a');
            client.send(tooMuch);
            String answer = client.readAll();

            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            assertFalse(answer.contains("ok"), answer);
        } catch (SocketException cutOff) {
            // While it was sending.
        }
    }

    private interface Step {
        void take(int i) throws IOException;
    }

    /** How often a step can be taken before the connection is gone. */
    private static int untilCutOff(int times, Step step) {
        for (int i = 0; i < times; i++) {
            try {
                step.take(i);
            } catch (IOException cutOff) {
                return i;
            }
        }
        return times;
    }

    private static byte[] post(String path, String... more) {
        byte[] head = withToken(":method", "POST", ":scheme", "http", ":path", path, ":authority", "gateway");
        byte[] rest = fields(more);
        byte[] all = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, all, head.length, rest.length);
        return all;
    }

    private static byte[] withToken(String... fields) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "authorization";
        all[fields.length + 1] = "Bearer " + TestTokens.good();
        return fields(all);
    }
}
