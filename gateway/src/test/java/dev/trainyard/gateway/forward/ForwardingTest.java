package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.DEPLOYMENT;
import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.Conversation;
import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = GatewayUnderTest.class, scope = TestResourceScope.GLOBAL)
class ForwardingTest {

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void methodPathAndQueryArriveUnchanged(String method) {
        String path = "/api/v1/exercises/unchanged-" + method;

        asUser().urlEncodingEnabled(false).request(method, path + "?q=a%20b&c=%2e%2e/%2F&empty");

        Conversation request = WORKOUT.last(path);
        assertEquals(method, request.method());
        assertEquals(path + "?q=a%20b&c=%2e%2e/%2F&empty", request.target());
    }

    @Test
    void bodyArrivesAndAnswerComesBack() {
        WORKOUT.on("/api/v1/workouts/echo", request -> {
            request.answer(
                    201, request.text(), "Content-Type: text/plain", "Location: /api/v1/workouts/1", "ETag: \"7\"");
        });

        asUser().contentType("text/plain")
                .body("three sets")
                .post("/api/v1/workouts/echo")
                .then()
                .statusCode(201)
                .header("Location", "/api/v1/workouts/1")
                .header("ETag", "\"7\"")
                .header("Content-Type", "text/plain")
                .body(equalTo("three sets"));
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                        Map.entry(
                                WORKOUT,
                                "workouts records exercises exercise-links templates body-weights recovery dashboard "
                                        + "trends preferences imports exports"),
                        Map.entry(TRAINING, "activities athlete load tokens token-audit onboarding"),
                        Map.entry(DEPLOYMENT, "workflows deployments invocations api-keys secrets"),
                        Map.entry(QUIZ, "quizzes leaderboards points rewards messages"))
                .flatMap(entry -> Stream.of(entry.getValue().split(" ", -1))
                        .map(noun -> arguments("/api/v1/" + noun + "/mine", entry.getKey())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void eachPathGoesToItsOwnService(String path, StubService service) {
        asUser().get(path).then().statusCode(200);

        assertEquals(1, service.received(path).size());
    }

    @Test
    void problemOfAServiceComesBackAsItIs() {
        WORKOUT.on(
                "/api/v1/workouts/gone",
                request -> request.answer(
                        404, "{\"type\":\"urn:problem:not-found\"}", "Content-Type: application/problem+json"));

        asUser().get("/api/v1/workouts/gone")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:not-found"))
                .body("detail", nullValue());
    }

    @Test
    void answerToHeadHasALengthAndNoBody() {
        WORKOUT.on("/api/v1/workouts/head", request -> request.answer(200, "twelve bytes"));

        asUser().head("/api/v1/workouts/head").then().statusCode(200).header("Content-Length", "12");
        asUser().head("/api/v1/workouts/head").then().statusCode(200).body(emptyOrNullString());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void answerWithoutBodyLeavesTheConnectionUsable(int status) throws Exception {
        WORKOUT.on("/api/v1/workouts/empty-" + status, request -> request.answer(status, "", "ETag: \"1\""));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String first = client.send(RawClient.get("/api/v1/workouts/empty-" + status))
                    .readHead();
            String second = client.send(RawClient.get("/api/v1/workouts")).readHead();

            assertTrue(first.startsWith("HTTP/1.1 " + status + " "), first);
            assertTrue(first.contains("ETag: \"1\""), first);
            assertTrue(second.startsWith("HTTP/1.1 200 "), second);
        }
    }

    @Test
    void chunkedRequestArrivesChunked() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.post("/api/v1/workouts/chunked", "Transfer-Encoding: chunked")
                            + "5\r\nthree\r\n5\r\n sets\r\n0\r\n\r\n")
                    .readHead();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        Conversation request = WORKOUT.last("/api/v1/workouts/chunked");
        assertEquals(List.of("chunked"), request.header("Transfer-Encoding"));
        assertEquals(List.of(), request.header("Content-Length"));
    }

    @Test
    void chunkedAnswerComesBackWhole() {
        WORKOUT.on("/api/v1/workouts/chunked-answer", request -> {
            request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n");
            request.writeChunk("one ");
            request.writeChunk("two");
            request.write("0\r\nX-Sum: 3\r\n\r\n");
        });

        asUser().get("/api/v1/workouts/chunked-answer").then().statusCode(200).body(equalTo("one two"));
    }

    @Test
    void answerThatEndsWithItsConnectionComesBackWhole() {
        WORKOUT.on("/api/v1/workouts/until-close", request -> {
            request.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
            request.close();
        });

        asUser().get("/api/v1/workouts/until-close").then().statusCode(200).body(equalTo("until the end"));
    }

    @Test
    void clientOfHttp10GetsABodyThatEndsWithTheConnection() throws Exception {
        WORKOUT.on("/api/v1/workouts/old", request -> {
            request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            request.writeChunk("old times");
            request.writeChunk("");
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            String request =
                    RawClient.request("GET /api/v1/workouts/old", RawClient.authorization(), "Connection: keep-alive");
            String answer = client.send(request.replace("HTTP/1.1", "HTTP/1.0")).readAll();

            assertTrue(answer.endsWith("\r\n\r\nold times"), answer);
            assertFalse(answer.contains("chunked"), answer);
        }
    }

    @Test
    void clientOfHttp10NeedNotNameAHost() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send("GET /api/v1/workouts/no-host HTTP/1.0\r\n%s\r\nX-Forwarded-Host: x\r\n\r\n"
                            .formatted(RawClient.authorization()))
                    .readAll();

            assertTrue(answer.startsWith("HTTP/1.0 200 "), answer);
        }
        assertEquals(List.of(), WORKOUT.last("/api/v1/workouts/no-host").header("X-Forwarded-Host"));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        WORKOUT.on("/api/v1/workouts/first", request -> request.answer(200, "first"));
        WORKOUT.on("/api/v1/workouts/second", request -> request.answer(200, "second"));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answers = client.send(
                            RawClient.get("/api/v1/workouts/first") + RawClient.get("/api/v1/workouts/second"))
                    .readUntil("\r\n\r\nsecond");

            assertTrue(answers.indexOf("\r\n\r\nfirst") > 0, answers);
            assertTrue(answers.endsWith("\r\n\r\nsecond"), answers);
        }
    }

    @Test
    void clientIsNamedByTheGatewayAlone() {
        asUser().header("X-Forwarded-For", "1.2.3.4")
                .header("Forwarded", "for=1.2.3.4")
                .get("/api/v1/workouts/origin");

        Conversation request = WORKOUT.last("/api/v1/workouts/origin");
        assertEquals(List.of("127.0.0.1"), request.header("X-Forwarded-For"));
        assertEquals(List.of("http"), request.header("X-Forwarded-Proto"));
        assertEquals(List.of("localhost:" + gateway.getPort()), request.header("X-Forwarded-Host"));
        assertEquals(List.of(), request.header("Forwarded"));
        assertEquals(List.of("127.0.0.1:" + WORKOUT.port()), request.header("Host"));
    }

    @Test
    void headersOfEachConnectionStayOnIt() throws Exception {
        WORKOUT.on(
                "/api/v1/workouts/hops",
                request -> request.answer(
                        200, "ok", "Connection: X-Inner", "X-Inner: 1", "Keep-Alive: timeout=5", "Server: stub"));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(RawClient.request(
                            "GET /api/v1/workouts/hops",
                            RawClient.authorization(),
                            "Connection: X-Outer",
                            "X-Outer: 1",
                            "TE: trailers",
                            "Proxy-Authorization: Basic x",
                            "Upgrade: websocket"))
                    .readHead();

            assertFalse(answer.contains("X-Inner"), answer);
            assertFalse(answer.contains("Keep-Alive"), answer);
            assertFalse(answer.contains("Server"), answer);
        }
        List<String> arrived = WORKOUT.last("/api/v1/workouts/hops").headerNames();
        assertEquals(
                List.of(
                        "authorization",
                        "host",
                        "traceparent",
                        "x-forwarded-for",
                        "x-forwarded-host",
                        "x-forwarded-proto",
                        "x-request-id"),
                arrived.stream().sorted().toList());
    }

    @Test
    void tokenGoesOnToTheService() {
        String token = TestTokens.good();

        given().header("Authorization", "Bearer " + token).get("/api/v1/workouts/token");

        assertEquals(
                List.of("Bearer " + token),
                WORKOUT.last("/api/v1/workouts/token").header("Authorization"));
    }

    @Test
    void requestIdOfTheClientIsKept() {
        asUser().header("X-Request-Id", "client-1.a_b")
                .get("/api/v1/workouts/named")
                .then()
                .header("X-Request-Id", "client-1.a_b");

        assertEquals(
                List.of("client-1.a_b"), WORKOUT.last("/api/v1/workouts/named").header("X-Request-Id"));
    }

    @Test
    void harmfulRequestIdIsReplaced() {
        String id = asUser().header("X-Request-Id", "<script>")
                .get("/api/v1/workouts/unnamed")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .extract()
                .header("X-Request-Id");

        assertEquals(List.of(id), WORKOUT.last("/api/v1/workouts/unnamed").header("X-Request-Id"));
    }

    @Test
    void traceOfTheClientGoesOn() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        asUser().header("traceparent", trace).header("tracestate", "a=b").get("/api/v1/workouts/traced");

        assertEquals(List.of(trace), WORKOUT.last("/api/v1/workouts/traced").header("traceparent"));
        assertEquals(List.of("a=b"), WORKOUT.last("/api/v1/workouts/traced").header("tracestate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void traceBeginsHereWhenTheClientsIsMalformed(String trace) {
        asUser().header("traceparent", trace).header("tracestate", "a=b").get("/api/v1/workouts/untraced");

        Conversation request = WORKOUT.last("/api/v1/workouts/untraced");
        String begun = request.header("traceparent").getFirst();
        assertTrue(begun.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), begun);
        assertEquals(List.of(), request.header("tracestate"));
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        asUser().get("/api/v1/workouts")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void unknownPathIsAProblem() {
        asUser().get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:not-found"))
                .body("requestId", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void problemInAnswerToHeadHasNoBody() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String problem =
                    client.send(RawClient.request("HEAD /api/v1/workouts")).readHead();
            String next = client.send(RawClient.get("/api/v1/workouts")).readHead();

            assertTrue(problem.startsWith("HTTP/1.1 401 "), problem);
            assertTrue(next.startsWith("HTTP/1.1 200 "), next);
        }
    }

    @Test
    void unknownMethodIsRefused() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String answer = client.send(
                            RawClient.request("TRACE /api/v1/workouts/traced-back", RawClient.authorization()))
                    .readUntil("}");

            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
            assertTrue(answer.contains("urn:problem:method-not-allowed"), answer);
        }
        assertEquals(0, WORKOUT.received("/api/v1/workouts/traced-back").size());
    }

    private static RequestSpecification asUser() {
        return given().header("Authorization", "Bearer " + TestTokens.good());
    }
}
