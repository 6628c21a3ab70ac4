package dev.trainyard.gateway.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.forward.HeaderRules.Origin;
import dev.trainyard.gateway.visit.Client;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Origin ORIGIN =
            new Origin(new Client("203.0.113.7", "http", "api.example.org"), "request-1", TRACE);
    private static final List<String> OURS = List.of(
            "traceparent: " + TRACE,
            "x-forwarded-for: 203.0.113.7",
            "x-forwarded-host: api.example.org",
            "x-forwarded-proto: http",
            "x-request-id: request-1");

    private static final List<String> NOT_KEPT = List.of("cache-control: no-store");

    @Test
    void endToEndHeadersOfARequestPass() {
        assertEquals(
                with(OURS, "accept: */*", "authorization: Bearer a.b.c", "content-length: 3", "idempotency-key: 1"),
                request("Accept: */*", "Authorization: Bearer a.b.c", "Content-Length: 3", "Idempotency-Key: 1"));
    }

    @Test
    void repeatedHeadersStayRepeated() {
        assertEquals(with(OURS, "accept: a", "accept: b"), request("Accept: a", "Accept: b"));
    }

    @Test
    void headersOfOneConnectionStayOnIt() {
        assertEquals(
                OURS,
                request(
                        "Connection: keep-alive",
                        "Keep-Alive: timeout=5",
                        "Proxy-Authenticate: Basic",
                        "Proxy-Authorization: Basic x",
                        "Proxy-Connection: keep-alive",
                        "TE: trailers",
                        "Trailer: Expires",
                        "Transfer-Encoding: chunked",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"));
    }

    @Test
    void whatConnectionNamesStaysToo() {
        assertEquals(
                with(OURS, "x-c: 3"),
                request("Connection: close, X-A ,,", "Connection: x-b", "X-A: 1", "X-B: 2", "X-C: 3"));
    }

    @Test
    void connectionCannotNameTheLengthAway() {
        assertEquals(with(OURS, "content-length: 3"), request("Connection: content-length", "Content-Length: 3"));
    }

    @Test
    void whatWeSayCannotBeNamedAway() {
        assertEquals(OURS, request("Connection: X-Forwarded-For, X-Request-Id, traceparent"));
    }

    @Test
    void whoTheClientIsIsOursToSay() {
        assertEquals(
                OURS,
                request(
                        "Host: spoofed",
                        "Forwarded: for=1.2.3.4",
                        "X-Forwarded-For: 1.2.3.4",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: spoofed",
                        "X-Forwarded-Port: 1",
                        "X-Forwarded-Prefix: /admin",
                        "X-Real-IP: 1.2.3.4",
                        "X-Original-URL: /q/health",
                        "X-Rewrite-URL: /q/health",
                        "X-HTTP-Method-Override: DELETE",
                        "X-Request-Id: something else"));
    }

    @Test
    void expectationEndsAtTheGateway() {
        assertEquals(OURS, request("Expect: 100-continue"));
    }

    @Test
    void stateOfATracePassesWithIt() {
        assertEquals(with(OURS, "tracestate: a=b"), request("traceparent: " + TRACE, "tracestate: a=b"));
    }

    @Test
    void stateOfAnotherTraceDoesNot() {
        assertEquals(OURS, request("traceparent: rubbish", "tracestate: a=b"));
        assertEquals(OURS, request("tracestate: a=b"));
    }

    @Test
    void endToEndHeadersOfAnAnswerPass() {
        assertEquals(
                with(NOT_KEPT, "content-length: 3", "etag: \"1\"", "set-cookie: a", "set-cookie: b"),
                answer(List.of(), "Content-Length: 3", "ETag: \"1\"", "Set-Cookie: a", "Set-Cookie: b"));
    }

    @Test
    void headersOfTheServicesConnectionStayOnIt() {
        assertEquals(
                with(NOT_KEPT, "x-c: 3"),
                answer(
                        List.of(),
                        "Connection: close, X-A",
                        "X-A: 1",
                        "X-C: 3",
                        "Keep-Alive: timeout=5",
                        "Proxy-Authenticate: Basic",
                        "Trailer: Expires",
                        "Transfer-Encoding: chunked",
                        "Upgrade: h2c"));
    }

    @Test
    void softwareOfTheServiceIsNotTold() {
        assertEquals(NOT_KEPT, answer(List.of(), "Server: Quarkus", "X-Powered-By: Java", "Via: 1.1 inner"));
    }

    @Test
    void whatTheGatewaySaysStands() {
        assertEquals(
                with(NOT_KEPT, "x-content-type-options: nosniff", "x-request-id: request-1"),
                answer(
                        List.of("X-Content-Type-Options: nosniff", "X-Request-Id: request-1"),
                        "X-Content-Type-Options: other",
                        "X-Request-Id: request-2",
                        "X-Request-Id: request-3"));
    }

    @Test
    void serviceMaySayHowLongAnAnswerIsKept() {
        assertEquals(
                List.of("cache-control: private, max-age=60"), answer(List.of(), "Cache-Control: private, max-age=60"));
    }

    @Test
    void bothSayByWhatAnAnswerDiffers() {
        assertEquals(with(NOT_KEPT, "vary: Accept, Origin"), answer(List.of("Vary: Origin"), "Vary: Accept"));
        assertEquals(with(NOT_KEPT, "vary: origin"), answer(List.of("Vary: Origin"), "Vary: origin"));
        assertEquals(with(NOT_KEPT, "vary: *"), answer(List.of("Vary: Origin"), "Vary: *"));
    }

    @Test
    void stateOfATracePassesWhenTheGatewayStandsBetween() {
        String theirs = TRACE.substring(0, 36) + "1111111111111111-01";

        assertEquals(with(OURS, "tracestate: a=b"), request("traceparent: " + theirs, "tracestate: a=b"));
    }

    @Test
    void serviceSeesItsOwnEntityTags() {
        assertEquals(
                with(OURS, "if-match: \"7\"", "if-none-match: \"7\", W/\"8\", \"9\""),
                request("If-Match: \"7-gzip\"", "If-None-Match: \"7\", W/\"8-gzip\", \"9-gzip\""));
    }

    private static List<String> request(String... headers) {
        MultiMap toService = HttpHeaders.headers();
        HeaderRules.request(of(List.of(headers)), ORIGIN, toService);
        return list(toService);
    }

    private static List<String> answer(List<String> ours, String... headers) {
        MultiMap toClient = of(ours);
        HeaderRules.answer(of(List.of(headers)), toClient);
        return list(toClient);
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).sorted().toList();
    }

    private static MultiMap of(List<String> headers) {
        MultiMap map = HttpHeaders.headers();
        headers.forEach(header -> {
            int colon = header.indexOf(": ");
            map.add(header.substring(0, colon), header.substring(colon + 2));
        });
        return map;
    }

    private static List<String> list(MultiMap headers) {
        List<String> list = new ArrayList<>();
        headers.forEach((name, value) -> list.add(name.toLowerCase(Locale.ROOT) + ": " + value));
        return list.stream().sorted().toList();
    }
}
