package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {

    private static final String COUNT = "trainyard_gateway_request_seconds_count";
    private static final String IN_FLIGHT = "trainyard_gateway_requests_in_flight";

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void requestsAreCountedByRouteMethodAndOutcome() {
        TRAINING.on("/api/v1/activities/teapot", request -> request.answer(418, ""));
        double before =
                value(COUNT + "{method=\"GET\",outcome=\"4xx\",route=\"/api/v1/activities\",service=\"training\"}");

        get("/api/v1/activities/teapot");
        get("/api/v1/activities/teapot");

        assertEquals(
                before + 2,
                value(COUNT + "{method=\"GET\",outcome=\"4xx\",route=\"/api/v1/activities\",service=\"training\"}"));
    }

    @Test
    void failuresAreCountedByTheirStatus() {
        double before = value(COUNT + "{method=\"GET\",outcome=\"5xx\",route=\"/api/v1/absent\",service=\"absent\"}");

        get("/api/v1/absent");

        assertEquals(
                before + 1,
                value(COUNT + "{method=\"GET\",outcome=\"5xx\",route=\"/api/v1/absent\",service=\"absent\"}"));
    }

    @Test
    void problemsOfTheGatewayAreCountedByRouteAndCode() {
        String series = "trainyard_gateway_problems_total{code=\"unauthenticated\",route=\"/api/v1/activities\"}";
        double before = value(series);

        given().get("/api/v1/activities");

        await().until(() -> value(series) == before + 1);
    }

    @Test
    void problemsWithoutARouteAreCountedTogether() {
        String series = "trainyard_gateway_problems_total{code=\"not-found\",route=\"none\"}";
        double before = value(series);

        given().get("/made-up/1");
        given().get("/made-up/2");

        await().until(() -> value(series) >= before + 2);
        assertFalse(scrape().contains("made-up"));
    }

    @Test
    void requestsThatAreSentAgainAreCounted() throws Exception {
        String series = "trainyard_gateway_retries_total{route=\"/api/v1/athlete\",service=\"training\"}";
        TRAINING.on("/api/v1/athlete", request -> request.answer(200, "ok"));
        double before = value(series);
        AtomicInteger seen = new AtomicInteger();
        TRAINING.on("/api/v1/athlete/again", request -> {
            if (seen.getAndIncrement() == 0) {
                request.close();
            } else {
                request.answer(200, "ok");
            }
        });
        try (RawClient client = new RawClient(gateway.getPort())) {
            // The first one leaves a connection behind that has served; the second one finds it closing.
            client.send(RawClient.get("/api/v1/athlete")).readUntil("ok");
            client.send(RawClient.get("/api/v1/athlete/again")).readUntil("ok");
        }

        await().until(() -> value(series) == before + 1);
    }

    @Test
    void requestsInFlightAreCountedByRoute() throws Exception {
        String series = "trainyard_gateway_route_in_flight{route=\"/api/v1/load\",service=\"training\"}";
        CountDownLatch free = new CountDownLatch(1);
        TRAINING.on("/api/v1/load/held", request -> {
            await().until(() -> free.getCount() == 0);
            request.answer(200, "");
        });
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = background.submit(() -> get("/api/v1/load/held"));
            await().until(() -> value(series) == 1);
            free.countDown();
            held.get();
        }

        await().until(() -> value(series) == 0);
    }

    @Test
    void pathsMakeNoTimeSeries() {
        get("/api/v1/activities/0199a5b2-7d52-7b3e-8a4e-1f2d3c4b5a69");

        assertFalse(scrape().contains("0199a5b2"));
    }

    @Test
    void requestsInFlightAreCounted() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        TRAINING.on("/api/v1/activities/held", request -> {
            await().until(() -> free.getCount() == 0);
            request.answer(200, "");
        });
        double before = value(IN_FLIGHT + "{service=\"training\"}");
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = background.submit(() -> get("/api/v1/activities/held"));
            await().until(() -> value(IN_FLIGHT + "{service=\"training\"}") == before + 1);
            free.countDown();
            held.get();
        }

        await().until(() -> value(IN_FLIGHT + "{service=\"training\"}") == before);
    }

    private static int get(String path) {
        return given().header("Authorization", "Bearer " + TestTokens.good())
                .get(path)
                .statusCode();
    }

    private double value(String series) {
        return scrape().lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findAny()
                .orElse(0);
    }

    private String scrape() {
        return given().get(management.resolve("/metrics")).asString();
    }
}
