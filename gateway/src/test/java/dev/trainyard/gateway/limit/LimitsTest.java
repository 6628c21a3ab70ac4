package dev.trainyard.gateway.limit;

import static dev.trainyard.gateway.stub.GatewayUnderTest.DEPLOYMENT;
import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LimitedGateway.class)
class LimitsTest {

    private static final int DAY = 86_400;
    private static final String WEBHOOK = "/api/v1/recovery/webhooks/device";
    private static final String INVOKE = "/api/v1/deployments/of-a-key/invoke";

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void userIsLimitedWhereverTheRequestsComeFrom() {
        String token = TestTokens.of(anybody());
        times(LimitedGateway.USER, () -> from(anywhere(), token).get("/api/v1/workouts"));

        Response oneMore = from(anywhere(), token).get("/api/v1/workouts");

        oneMore.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:rate-limited"))
                .body("policy", equalTo("user"))
                .body("requestId", matchesPattern("[0-9a-f-]{36}"));
        int retryAfter = Integer.parseInt(oneMore.header("Retry-After"));
        assertTrue(retryAfter > 0 && retryAfter <= DAY / LimitedGateway.USER, "Retry-After: " + retryAfter);
        assertEquals("\"user\";r=0;t=" + retryAfter, oneMore.header("RateLimit"));
    }

    @Test
    void refusedRequestDoesNotReachTheService() {
        String token = TestTokens.of(anybody());
        times(LimitedGateway.USER + 3, () -> from(anywhere(), token).get("/api/v1/workouts/counted"));

        assertEquals(
                LimitedGateway.USER,
                WORKOUT.received("/api/v1/workouts/counted").size());
    }

    @Test
    void newTokenOfTheSameUserChangesNothing() {
        String user = anybody();
        times(LimitedGateway.USER, () -> from(anywhere(), TestTokens.of(user)).get("/api/v1/workouts"));

        from(anywhere(), TestTokens.of(user)).get("/api/v1/workouts").then().statusCode(429);
    }

    @Test
    void otherUserAtTheSameAddressGoesOn() {
        String address = anywhere();
        String token = TestTokens.of(anybody());
        times(LimitedGateway.USER + 1, () -> from(address, token).get("/api/v1/workouts"));

        from(address, TestTokens.of(anybody())).get("/api/v1/workouts").then().statusCode(200);
    }

    @Test
    void answerSaysWhatMayBeAskedForAndWhatIsLeft() {
        from(anywhere(), TestTokens.of(anybody()))
                .get("/api/v1/workouts")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"user\";q=5;w=86400")
                .header("RateLimit", matchesPattern("\"user\";r=4;t=1(72[78]\\d|7280)"));
    }

    @Test
    void whatTheServiceSaysOfItsOwnLimitsDoesNotStandInForOurs() {
        WORKOUT.on("/api/v1/workouts/limits-too", request -> request.answer(200, "", "RateLimit: \"other\";r=1;t=1"));

        from(anywhere(), TestTokens.of(anybody()))
                .get("/api/v1/workouts/limits-too")
                .then()
                .header("RateLimit", matchesPattern("\"user\";r=4;t=\\d+"));
    }

    @Test
    void strangersAreLimitedByAddress() {
        String address = anywhere();
        times(LimitedGateway.ADDRESS, () -> from(address).post(WEBHOOK));

        from(address).post(WEBHOOK).then().statusCode(429).body("policy", equalTo("address"));
        from(anywhere()).post(WEBHOOK).then().statusCode(200);
    }

    @Test
    void pathsThatLeadNowhereCountAsWell() {
        String address = anywhere();
        times(LimitedGateway.ADDRESS, () -> from(address).get("/api/v1/nowhere"));

        from(address).get("/api/v1/nowhere").then().statusCode(429);
    }

    @Test
    void networkOfIpv6IsOneAddress() {
        String network = "2001:db8:%x:%x".formatted(random(0xffff), random(0xffff));
        times(
                LimitedGateway.ADDRESS,
                () -> from(network + "::" + Integer.toHexString(random(0xffff))).post(WEBHOOK));

        from(network + ":1:2:3:4").post(WEBHOOK).then().statusCode(429);
    }

    @Test
    void badTokensCostTheAddressMore() {
        String address = anywhere();
        List<Integer> statuses =
                times(4, () -> from(address, TestTokens.ofOtherKey()).get("/api/v1/workouts"));

        // Twelve: five and five, then one with the rest of it.
        assertEquals(List.of(401, 401, 401, 429), statuses);
    }

    @Test
    void requestWithoutATokenCostsOne() {
        String address = anywhere();
        List<Integer> statuses =
                times(LimitedGateway.ADDRESS + 1, () -> from(address).get("/api/v1/workouts"));

        assertEquals(401, statuses.get(LimitedGateway.ADDRESS - 1));
        assertEquals(429, statuses.getLast());
    }

    @Test
    void knownUserIsNotRefusedForWhatOthersDoAtTheAddress() {
        String address = anywhere();
        String token = TestTokens.of(anybody());
        from(address, token).get("/api/v1/workouts");
        times(4, () -> from(address, TestTokens.ofOtherKey()).get("/api/v1/workouts"));

        from(address, token).get("/api/v1/workouts").then().statusCode(200);
    }

    @Test
    void keyThatTheServiceTookIsLimitedByItself() {
        DEPLOYMENT.on(INVOKE, request -> request.answer(202, ""));
        String key = "key-" + anybody();
        times(LimitedGateway.KEY, () -> withKey(anywhere(), key).post(INVOKE));

        withKey(anywhere(), key).post(INVOKE).then().statusCode(429).body("policy", equalTo("key"));
    }

    @Test
    void keyOfAClientThatLeavesBeforeItIsJudgedIsNotKnown() throws Exception {
        String key = "left-" + anybody();
        String path = "/api/v1/deployments/of-who-leaves/invoke";
        CountDownLatch left = new CountDownLatch(1);
        DEPLOYMENT.on(path, request -> await().until(() -> left.getCount() == 0));
        try (RawClient client = new RawClient(gateway.getPort())) {
            client.send(
                    RawClient.post(path, "X-Api-Key: " + key, "X-Forwarded-For: " + anywhere(), "Content-Length: 0"));
            await().until(() -> DEPLOYMENT.received(path).size() == 1);
        }
        await().untilAsserted(() -> given().get(management.resolve("/metrics"))
                .then()
                .body(containsString("trainyard_gateway_requests_in_flight{service=\"deployment\"} 0.0")));
        left.countDown();

        withKey(anywhere(), key).post(INVOKE).then().header("RateLimit-Policy", startsWith("\"address\""));
    }

    @Test
    void keysThatTheServiceRefusesCostTheAddressMore() {
        DEPLOYMENT.on("/api/v1/deployments/of-nobody/invoke", request -> request.answer(401, ""));
        String address = anywhere();
        List<Integer> statuses =
                times(4, () -> withKey(address, "guess-" + anybody()).post("/api/v1/deployments/of-nobody/invoke"));

        assertEquals(List.of(401, 401, 401, 429), statuses);
    }

    @Test
    void routeHasALimitBesidesTheUsers() {
        String token = TestTokens.of(anybody());
        times(LimitedGateway.ROUTE, () -> from(anywhere(), token).get("/api/v1/exports/mine"));

        Response oneMore = from(anywhere(), token).get("/api/v1/exports/mine");

        oneMore.then()
                .statusCode(429)
                .body("policy", equalTo("/api/v1/exports"))
                .header("RateLimit-Policy", "\"user\";q=5;w=86400, \"/api/v1/exports\";q=2;w=86400")
                .header("RateLimit", matchesPattern("\"user\";r=2;t=\\d+, \"/api/v1/exports\";r=0;t=\\d+"));
        from(anywhere(), token).get("/api/v1/workouts").then().statusCode(200);
    }

    @Test
    void connectionOfARefusedUploadServesOn() throws Exception {
        String user = anybody();
        String token = "Authorization: Bearer " + TestTokens.of(user);
        times(LimitedGateway.USER, () -> from(anywhere(), TestTokens.of(user)).get("/api/v1/workouts"));
        try (RawClient client = new RawClient(gateway.getPort())) {
            String refusal = client.send(
                            RawClient.request("POST /api/v1/workouts", token, "Content-Length: 9") + "some sets")
                    .readUntil("}");
            String next = client.send(RawClient.request(
                            "GET /api/v1/workouts", "Authorization: Bearer " + TestTokens.of(anybody())))
                    .readHead();

            assertTrue(refusal.startsWith("HTTP/1.1 429 "), refusal);
            assertTrue(next.startsWith("HTTP/1.1 200 "), next);
        }
    }

    @Test
    void trustedProxyHoldsAsManyConnectionsAsItLikes() throws Exception {
        try (RawClient one = new RawClient(gateway.getPort());
                RawClient other = new RawClient(gateway.getPort())) {
            String first = one.send(RawClient.request("GET /status")).readHead();
            String second = other.send(RawClient.request("GET /status")).readHead();

            assertTrue(first.startsWith("HTTP/1.1 200 "), first);
            assertTrue(second.startsWith("HTTP/1.1 200 "), second);
        }
    }

    @Test
    void refusalsAreCountedByWhoseLimitItWas() {
        double before = limited("user");
        String token = TestTokens.of(anybody());
        times(LimitedGateway.USER + 2, () -> from(anywhere(), token).get("/api/v1/workouts"));

        assertEquals(before + 2, limited("user"));
    }

    private double limited(String by) {
        String series = "trainyard_gateway_limited_total{by=\"" + by + "\"} ";
        return given().get(management.resolve("/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findAny()
                .orElseThrow();
    }

    private static List<Integer> times(int count, Supplier<Response> request) {
        return Stream.generate(request).limit(count).map(Response::statusCode).toList();
    }

    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    private static RequestSpecification from(String address, String token) {
        return from(address).header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification withKey(String address, String key) {
        return from(address).header("X-Api-Key", key);
    }

    private static String anywhere() {
        return "10.%d.%d.%d".formatted(random(256), random(256), random(256));
    }

    private static String anybody() {
        return "user-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
