package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.RawClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MalformedRequestTest {

    private static final String PATH = "/api/v1/workouts/malformed";
    private static final String SMUGGLED = "/api/v1/workouts/smuggled";
    private static final int BRIEFLY = 1_000;

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
                arguments("version 1.2", "GET " + PATH + " HTTP/1.2\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("version 1.10", "GET " + PATH + " HTTP/1.10\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("version 2 as text", "GET " + PATH + " HTTP/2.0\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("version 0.9", "GET " + PATH + " HTTP/0.9\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments(
                        "a version with a tail",
                        "GET " + PATH + " HTTP/1.1x\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments(
                        "a target of host and port",
                        "GET gateway:80 HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a target with a user", "GET http://a@gateway" + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a star for GET", "GET * HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("TRACE", "TRACE " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("TRACK", "TRACK " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a small method", "get " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("an odd method", "GeT " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments(
                        "a made-up method", "PROPFIND " + PATH + " HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a method of other letters", "G\u00c9T " + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments("a method with NUL", "GET\u0000 " + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments(
                        "a method that is long", "A".repeat(9_000) + " " + PATH + " HTTP/1.1\r\nHost: gateway\r\n\r\n"),
                arguments(
                        "NUL in the query",
                        "GET " + PATH + "?a\u0000b HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments(
                        "a tab in the query",
                        "GET " + PATH + "?a\tb HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments(
                        "DEL in the query",
                        "GET " + PATH + "?a\u007fb HTTP/1.1\r\nHost: gateway\r\n" + token + "\r\n\r\n"),
                arguments("an empty host", "GET " + PATH + " HTTP/1.1\r\nHost:\r\n" + token + "\r\n\r\n"),
                arguments("two hosts in one", "GET " + PATH + " HTTP/1.1\r\nHost: a, b\r\n" + token + "\r\n\r\n"),
                arguments("a host with a path", "GET " + PATH + " HTTP/1.1\r\nHost: a/b\r\n" + token + "\r\n\r\n"),
                arguments("a host with a user", "GET " + PATH + " HTTP/1.1\r\nHost: a@b\r\n" + token + "\r\n\r\n"),
                arguments(
                        "a fold before the first header",
                        "POST " + PATH + " HTTP/1.1\r\n Host: gateway\r\n" + token + "\r\n\r\n"),
                arguments("a header after CR alone", head + "X-A: b\rContent-Length: 5\r\n\r\nhello"),
                arguments("CR alone at the end of lines", head.replace("\r\n", "\r") + "\r\n\r\n"),
                arguments("CR twice", head.replace("\r\n", "\r\r\n") + "\r\r\n"),
                arguments("NUL in a name", head + "X\u0000A: b\r\n\r\n"),
                arguments("VT before the colon", head + "X-A\u000b: b\r\n\r\n"),
                arguments("a tab before the colon", head + "Transfer-Encoding\t: chunked\r\n" + body),
                arguments("a space before chunked's colon", head + "Transfer-Encoding : chunked\r\n" + body),
                arguments("two equal lengths", head + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                arguments("two equal lengths in one", head + "Content-Length: 5, 5\r\n\r\nhello"),
                arguments("a length with a space", head + "Content-Length: 5 5\r\n\r\nhello"),
                arguments("a folded length", head + "Content-Length: 5\r\n 6\r\n\r\nhello"),
                arguments("an empty length", head + "Content-Length:\r\n\r\nhello"),
                arguments("a length with a point", head + "Content-Length: 5.0\r\n\r\nhello"),
                arguments("a length with an exponent", head + "Content-Length: 5e0\r\n\r\nhello"),
                arguments("a length of other digits", head + "Content-Length: \u00b2\r\n\r\nhello"),
                arguments("a length beyond long", head + "Content-Length: 9223372036854775808\r\n\r\nhello"),
                arguments("a quoted coding", head + "Transfer-Encoding: \"chunked\"\r\n" + body),
                arguments("chunked with a parameter", head + "Transfer-Encoding: chunked;q=1\r\n" + body),
                arguments("chunked and a comma", head + "Transfer-Encoding: chunked,\r\n" + body),
                arguments("a comma and chunked", head + "Transfer-Encoding: ,chunked\r\n" + body),
                arguments("an empty coding", head + "Transfer-Encoding:\r\n" + body),
                arguments("chunked and VT", head + "Transfer-Encoding: chunked\u000b\r\n" + body),
                arguments("chunked and NUL", head + "Transfer-Encoding: chunked\u0000\r\n" + body),
                arguments(
                        "chunked in two headers",
                        head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + body),
                arguments("chunked and a folded coding", head + "Transfer-Encoding: chunked\r\n , identity\r\n" + body),
                arguments(
                        "a line of 100 KB", "GET " + PATH + "?" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: g\r\n\r\n"),
                arguments("a header of 100 KB", head + "X-Long: " + "a".repeat(100_000) + "\r\n\r\n"),
                arguments(
                        "a token of 100 KB",
                        "GET " + PATH + " HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + "a".repeat(100_000)
                                + ".b.c\r\n\r\n"),
                arguments("10,000 headers", head + "X-A: b\r\n".repeat(10_000) + "\r\n"),
                arguments(
                        "10,000 names",
                        head
                                + IntStream.range(0, 10_000)
                                        .mapToObj(i -> "X-" + i + ": b\r\n")
                                        .collect(Collectors.joining())
                                + "\r\n"),
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

    static Stream<Arguments> brokenBodies() {
        return Stream.of(
                arguments("a size of letters", "zz\r\nhello\r\n0\r\n\r\n"),
                arguments("a size that overflows", "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
                arguments("a size that wraps around", "100000005\r\nhello\r\n0\r\n\r\n"),
                arguments("a negative size", "-5\r\nhello\r\n0\r\n\r\n"),
                arguments("a signed size", "+5\r\nhello\r\n0\r\n\r\n"),
                arguments("a marked size", "0x5\r\nhello\r\n0\r\n\r\n"),
                arguments("no size", "\r\nhello\r\n0\r\n\r\n"),
                arguments("a huge extension", "5;" + "a".repeat(100_000) + "\r\nhello\r\n0\r\n\r\n"),
                arguments("too much in a chunk", "5\r\nhelloXX0\r\n\r\n"),
                arguments("a chunk without end", "5\r\nhello0\r\n\r\n"),
                arguments("LF for CRLF", "5\nhello\n0\n\n"),
                arguments("CR for CRLF", "5\rhello\r0\r\r"),
                arguments("CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"),
                arguments("LF in an extension", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
                arguments("trailers of 100 KB", "5\r\nhello\r\n0\r\nX-A: " + "a".repeat(100_000) + "\r\n\r\n"),
                arguments("a malformed trailer", "5\r\nhello\r\n0\r\nX A\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBodies")
    void whatFollowsABrokenBodyIsNoRequest(String kind, String chunks) throws Exception {
        int before = WORKOUT.received(SMUGGLED).size();
        try (RawClient client = new RawClient(gateway.getPort(), BRIEFLY)) {
            client.send(RawClient.post("/api/v1/workouts/broken-body", "Transfer-Encoding: chunked")
                    + chunks
                    + RawClient.get(SMUGGLED));
            String answer = client.readHead();

            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 [24].*"), answer);
        } catch (SocketException | SocketTimeoutException closedOrSilent) {
            // Refused while it was sent, or waiting for the rest of the body.
        }
        assertEquals(before, WORKOUT.received(SMUGGLED).size());
    }

    @Test
    void trailersStayAtTheDoor() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.post("/api/v1/workouts/trailers", "Transfer-Encoding: chunked")
                            + "5\r\nhello\r\n0\r\nContent-Length: 9\r\nX-Trailer: a\r\n\r\n")
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 ") && !answer.startsWith("HTTP/1.1 5"), answer);
        }
    }

    @Test
    void badSecondRequestEndsAConversation() throws Exception {
        int before = WORKOUT.received(SMUGGLED).size();
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answers = client.send(RawClient.get("/api/v1/workouts/first")
                            + "GET " + PATH + " HTTP/1.1\r\nHost: gateway\r\nContent-Length: -1\r\n\r\n"
                            + RawClient.get(SMUGGLED))
                    .readAll();

            assertTrue(answers.startsWith("HTTP/1.1 200 "), answers);
            assertTrue(answers.contains("HTTP/1.1 400 "), answers);
            assertEquals(before, WORKOUT.received(SMUGGLED).size());
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
