package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MalformedRequestTest {

    private static final String PATH = "/api/v1/workouts/malformed";

    @TestHTTPResource
    URI gateway;

    static Stream<Arguments> requests() {
        String token = RawClient.authorization();
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n";
        String body = "\r\n0\r\n\r\n";
        return Stream.of(
                arguments("noise", "\u0000\u0001\u0002\u00ff\u00fe\r\n\r\n"),
                arguments("a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                arguments("a request line of one word", "GET\r\n\r\n"),
                arguments("a request line without version", "GET " + PATH + "\r\nHost: gateway\r\n\r\n"),
                arguments("a version of another protocol", "GET " + PATH + " ICY/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("version 3", "GET " + PATH + " HTTP/3.0\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments("two spaces in the path", "GET " + PATH + " x HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a target that is a star", "OPTIONS * HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a target with a host", "GET http://elsewhere" + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a tunnel", "CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n"),
                arguments("a tunnel to a path", "CONNECT " + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a fragment", "GET " + PATH + "#x HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a fragment after the query", "GET " + PATH + "?a#x HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a bad escape in the query", "GET " + PATH + "?a=%zz HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("no host", "GET " + PATH + " HTTP/1.1\r\n" + token + "\r\n\r\n"),
                arguments("two hosts", head + "Host: elsewhere\r\n\r\n"),
                arguments("a host that is none", "GET " + PATH + " HTTP/1.1\r\nHost: a b/c\r\n" + token + "\r\n\r\n"),
                arguments("a header without colon", head + "No colon here\r\n\r\n"),
                arguments("a header without name", head + ": value\r\n\r\n"),
                arguments("a space before the colon", head + "Content-Length : 0\r\n\r\n"),
                arguments("a control character in a header", head + "X-A: a\u0000b\r\n\r\n"),
                arguments("a space in a name", head + "X A: b\r\n\r\n"),
                arguments("two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
                arguments("two lengths in one header", head + "Content-Length: 5, 6\r\n\r\nhello!"),
                arguments("a negative length", head + "Content-Length: -1\r\n\r\n"),
                arguments("a signed length", head + "Content-Length: +5\r\n\r\nhello"),
                arguments("a hexadecimal length", head + "Content-Length: 0x5\r\n\r\nhello"),
                arguments("an endless length", head + "Content-Length: 99999999999999999999999\r\n\r\nhello"),
                arguments("a length of letters", head + "Content-Length: five\r\n\r\nhello"),
                arguments("a length and chunks", head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + body),
                arguments("chunks and a length", head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + body),
                arguments("chunks by another name", head + "Transfer-Encoding: xchunked\r\n" + body),
                arguments("identity", head + "Transfer-Encoding: identity\r\n" + body),
                arguments("chunks twice", head + "Transfer-Encoding: chunked, chunked\r\n" + body),
                arguments(
                        "chunks in two headers",
                        head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n" + body),
                arguments("zipped chunks", head + "Transfer-Encoding: gzip, chunked\r\n" + body),
                arguments("chunks before something", head + "Transfer-Encoding: chunked, identity\r\n" + body),
                arguments("a tab before chunked", head + "Transfer-Encoding:\u000bchunked\r\n" + body),
                arguments(
                        "chunks in HTTP/1.0",
                        "POST " + PATH + " HTTP/1.0\r\nHost: gateway\r\n" + token + "\r\nTransfer-Encoding: chunked\r\n"
                                + body),
                arguments("an unknown expectation", head + "Expect: the-unexpected\r\n\r\n"),
                arguments("a long target", "GET " + PATH + "?" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: g\r\n\r\n"),
                arguments("a long header", head + "X-Long: " + "a".repeat(40_000) + "\r\n\r\n"),
                arguments("many headers", head + "X-A: b\r\n".repeat(5_000) + "\r\n"),
                arguments("a folded request line", "GET\r\n " + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void malformedRequestIsRefusedAndReachesNoService(String kind, String request) throws Exception {
        int before = WORKOUT.received(PATH).size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(request).readHead();

            // Without an answer, the connection is closed.
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.[01] 4.*"), answer);
            assertEquals(before, WORKOUT.received(PATH).size());
        }
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("GET\r\n\r\n", 400, "malformed-request"),
                arguments("GET " + PATH + "?a=%zz HTTP/1.1\r\nHost: gateway\r\n\r\n", 400, "malformed-request"),
                arguments("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: gateway\r\n\r\n", 414, "uri-too-long"),
                arguments(
                        "GET " + PATH + " HTTP/1.1\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n",
                        431,
                        "headers-too-large"),
                arguments(
                        "GET " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + "X-A: b\r\n".repeat(101) + "\r\n",
                        431,
                        "headers-too-large"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void evenWhatCannotBeReadIsAnsweredWithProblemDetails(String request, int status, String code) throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(request).readAll();

            assertTrue(answer.matches("(?s)HTTP/1.[01] " + status + " .*"), answer);
            assertTrue(answer.contains("Content-Type: application/problem+json\r\n"), answer);
            assertTrue(answer.contains("\"type\":\"urn:problem:" + code + "\""), answer);
        }
    }

    @Test
    void emptyRefusalOfAServiceStaysAsItIs() throws Exception {
        WORKOUT.on("/api/v1/workouts/refused", request -> request.answer(404, ""));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer =
                    client.send(RawClient.get("/api/v1/workouts/refused")).readHead();

            assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-length: 0\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/openapi", "/docs/"})
    void pageForReadingIsNotWritten(String page) throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request("DELETE " + page)).readHead();

            assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.contains("\r\nAllow: GET, HEAD\r\n"), answer);
        }
    }

    @Test
    void whatFollowsAnUnknownCodingIsNoRequest() throws Exception {
        String hidden = RawClient.get("/api/v1/workouts/smuggled");
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(RawClient.post(PATH, "Transfer-Encoding: xchunked") + hidden);
            String answer = client.readAll();

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertEquals(0, WORKOUT.received("/api/v1/workouts/smuggled").size());
        }
    }

    @Test
    void whatFollowsABrokenChunkIsNoRequest() throws Exception {
        String hidden = RawClient.get("/api/v1/workouts/smuggled");
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(
                    RawClient.post("/api/v1/workouts/broken-chunk", "Transfer-Encoding: chunked") + "zz\r\n" + hidden);
            client.readAll();

            assertEquals(0, WORKOUT.received("/api/v1/workouts/smuggled").size());
        }
    }

    @Test
    void foldedHeaderArrivesUnfolded() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "GET /api/v1/workouts/folded", RawClient.authorization(), "X-Folded: a", "\tb"))
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        assertEquals(
                "a b",
                WORKOUT.last("/api/v1/workouts/folded").header("X-Folded").getFirst());
    }
}
