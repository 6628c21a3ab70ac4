package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.FRAGILE;
import static dev.trainyard.gateway.stub.GatewayUnderTest.LEFT_TWIN;
import static dev.trainyard.gateway.stub.GatewayUnderTest.RIGHT_TWIN;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.StubService;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Services at several addresses, and what becomes of an address that fails. */
@QuarkusTest
class UpstreamTest {

    private static final String READINESS = "/q/health/ready";

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void addressesGetRequestsInTurn() throws Exception {
        awaitProbe(LEFT_TWIN, 200);
        awaitProbe(RIGHT_TWIN, 200);

        send(10, "GET /api/v1/twins/in-turn", "");

        assertEquals(5, LEFT_TWIN.received("/api/v1/twins/in-turn").size());
        assertEquals(5, RIGHT_TWIN.received("/api/v1/twins/in-turn").size());
    }

    @Test
    void addressThatIsNotReadyGetsNoRequests() throws Exception {
        awaitProbe(RIGHT_TWIN, 200);
        awaitProbe(LEFT_TWIN, 503);
        try {
            List<String> statuses = send(10, "POST /api/v1/twins/one-ready", "");

            assertEquals(Collections.nCopies(10, "200"), statuses);
            assertEquals(0, LEFT_TWIN.received("/api/v1/twins/one-ready").size());
        } finally {
            awaitProbe(LEFT_TWIN, 200);
        }
    }

    @Test
    void whenNoAddressIsReadyAllOfThemAreTried() throws Exception {
        awaitProbe(RIGHT_TWIN, 503);
        awaitProbe(LEFT_TWIN, 503);
        try {
            List<String> statuses = send(10, "GET /api/v1/twins/none-ready", "");

            assertEquals(Collections.nCopies(10, "200"), statuses);
            assertEquals(5, LEFT_TWIN.received("/api/v1/twins/none-ready").size());
        } finally {
            awaitProbe(LEFT_TWIN, 200);
            awaitProbe(RIGHT_TWIN, 200);
        }
    }

    @Test
    void writeThatReachedNobodyGoesToTheOtherAddress() throws Exception {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        LEFT_TWIN.on("/api/v1/halves", request -> {
            bodies.add(request.text());
            request.answer(200, "ok");
        });
        double before = metric("trainyard_gateway_retries_total{route=\"/api/v1/halves\",service=\"half\"}");

        List<String> statuses = send(4, "POST /api/v1/halves", "a body");

        assertEquals(Collections.nCopies(4, "200"), statuses);
        assertEquals(Collections.nCopies(4, "a body"), List.copyOf(bodies));
        assertEquals(before + 2, metric("trainyard_gateway_retries_total{route=\"/api/v1/halves\",service=\"half\"}"));
    }

    @Test
    void readWhoseConnectionBreaksGoesToTheOtherAddress() throws Exception {
        LEFT_TWIN.on("/api/v1/twins/broken", request -> request.close());

        List<String> statuses = send(4, "GET /api/v1/twins/broken", "");

        assertEquals(Collections.nCopies(4, "200"), statuses);
        assertEquals(2, LEFT_TWIN.received("/api/v1/twins/broken").size());
        assertEquals(4, RIGHT_TWIN.received("/api/v1/twins/broken").size());
    }

    @Test
    void writeWhoseConnectionBreaksGoesNowhereElse() throws Exception {
        LEFT_TWIN.on("/api/v1/twins/broken-writes", request -> request.close());

        List<String> statuses = send(4, "POST /api/v1/twins/broken-writes", "");

        assertEquals(2, Collections.frequency(statuses, "502"));
        assertEquals(2, Collections.frequency(statuses, "200"));
        assertEquals(2, RIGHT_TWIN.received("/api/v1/twins/broken-writes").size());
    }

    @Test
    void serviceThatOnlyFailsIsSparedUntilItAnswers() {
        FRAGILE.on("/api/v1/fragile", request -> request.close());
        for (int i = 0; i < GatewayUnderTest.failures(); i++) {
            post("/api/v1/fragile");
        }
        await().until(() -> {
            int before = FRAGILE.received("/api/v1/fragile").size();
            Response refused = post("/api/v1/fragile");
            return refused.statusCode() == 503
                    && "urn:problem:service-unavailable".equals(refused.path("type"))
                    && "1".equals(refused.header("Retry-After"))
                    && FRAGILE.received("/api/v1/fragile").size() == before;
        });
        // A request may be finding out just now.
        await().until(() -> state("fragile", FRAGILE) == 2);

        FRAGILE.on("/api/v1/fragile", request -> request.answer(200, "well again"));
        await().until(() -> post("/api/v1/fragile").statusCode() == 200);

        post("/api/v1/fragile").then().statusCode(200).body(equalTo("well again"));
        assertEquals(0, state("fragile", FRAGILE));
    }

    @Test
    void errorsThatAServiceAnswersItselfPass() {
        FRAGILE.on("/api/v1/fragile/errors", request -> request.answer(500, "a bug"));

        for (int i = 0; i < 2 * GatewayUnderTest.failures(); i++) {
            assertEquals(500, post("/api/v1/fragile/errors").statusCode());
        }
        assertEquals(0, state("fragile", FRAGILE));
    }

    /** The statuses of some requests, one after the other on one connection and so on one event loop. */
    private List<String> send(int count, String start, String body) throws IOException {
        List<String> statuses = new ArrayList<>();
        try (RawClient client = new RawClient(gateway.getPort())) {
            for (int i = 0; i < count; i++) {
                String head = client.send(
                                RawClient.request(start, RawClient.authorization(), "Content-Length: " + body.length())
                                        + body)
                        .readHead();
                statuses.add(head.split(" ", 3)[1]);
                client.read(lengthIn(head));
            }
        }
        return statuses;
    }

    private static int lengthIn(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitProbe(StubService stub, int status) {
        stub.on(READINESS, request -> request.answer(status, "{}"));
        int before = stub.received(READINESS).size();
        // When the second one comes, the first one has been seen.
        await().until(() -> stub.received(READINESS).size() > before + 2);
    }

    private static Response post(String path) {
        return given().header("Authorization", "Bearer " + TestTokens.good()).post(path);
    }

    private double state(String service, StubService stub) {
        return metric("trainyard_gateway_breaker_state{address=\"127.0.0.1:%d\",service=\"%s\"}"
                .formatted(stub.port(), service));
    }

    private double metric(String series) {
        return given().get(management.resolve("/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }
}
