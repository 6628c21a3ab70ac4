package dev.trainyard.gateway.tracing;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static dev.trainyard.gateway.stub.SeenFromElsewhere.COLLECTOR;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.Collector.Span;
import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.SeenFromElsewhere;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = GatewayUnderTest.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SeenFromElsewhere.class, scope = TestResourceScope.MATCHING_RESOURCES)
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final long SERVER = 2;

    @Test
    void spanStandsBetweenTheClientsAndTheServices() {
        asUser("between-1")
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                .header("tracestate", "a=b")
                .get("/api/v1/workouts/span-between");
        Span span = awaited("between-1");

        assertEquals(TRACE, span.traceId());
        assertEquals(SPAN, span.parentId());
        assertEquals(List.of("00-" + TRACE + "-" + span.id() + "-01"), passedOn("/api/v1/workouts/span-between"));
        assertEquals(
                List.of("a=b"), WORKOUT.last("/api/v1/workouts/span-between").header("tracestate"));
    }

    @Test
    void spanBeginsTheTraceWhereTheClientHasNone() {
        asUser("begins-1").get("/api/v1/workouts/span-begins");
        Span span = awaited("begins-1");

        assertEquals("", span.parentId());
        assertEquals(
                List.of("00-" + span.traceId() + "-" + span.id() + "-01"), passedOn("/api/v1/workouts/span-begins"));
    }

    @Test
    void spanSaysWhatHappenedAndNothingOfWhom() {
        asUser("says-1").get("/api/v1/absent/7?secret=yes");
        Span span = awaited("says-1");

        assertEquals("GET /api/v1/absent", span.name());
        assertEquals(SERVER, span.kind());
        assertEquals("GET", span.attributes().get("http.request.method"));
        assertEquals("/api/v1/absent", span.attributes().get("http.route"));
        assertEquals("[[502]]", span.attributes().get("http.response.status_code"));
        assertEquals("absent", span.attributes().get("trainyard.service"));
        assertEquals("bad-gateway", span.attributes().get("error.type"));
        assertEquals(6, span.attributes().size(), span.toString());
    }

    @Test
    void clientThatWantsNoRecordHasNone() {
        asUser("unrecorded-1")
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-00")
                .get("/api/v1/workouts/unrecorded");
        asUser("recorded-1").get("/api/v1/workouts");
        awaited("recorded-1");

        assertEquals(List.of(), COLLECTOR.spansOf("unrecorded-1"));
        assertTrue(passedOn("/api/v1/workouts/unrecorded").getFirst().matches("00-" + TRACE + "-[0-9a-f]{16}-00"));
    }

    @Test
    void collectorGetsItsKey() {
        asUser("key-1").get("/api/v1/workouts");
        awaited("key-1");

        assertEquals(List.of("for the collector"), COLLECTOR.lastExport().header("x-key"));
    }

    @Test
    void lookingAtTheStatusMakesNoSpan() {
        given().header("X-Request-Id", "page-1").get("/status");
        asUser("no-page-1").get("/api/v1/workouts");
        awaited("no-page-1");

        assertEquals(List.of(), COLLECTOR.spansOf("page-1"));
    }

    private static Span awaited(String requestId) {
        await().until(() -> !COLLECTOR.spansOf(requestId).isEmpty());
        List<Span> spans = COLLECTOR.spansOf(requestId);
        assertEquals(1, spans.size());
        return spans.getFirst();
    }

    private static List<String> passedOn(String path) {
        return WORKOUT.last(path).header("traceparent");
    }

    private static RequestSpecification asUser(String requestId) {
        return given().header("Authorization", "Bearer " + TestTokens.good()).header("X-Request-Id", requestId);
    }
}
