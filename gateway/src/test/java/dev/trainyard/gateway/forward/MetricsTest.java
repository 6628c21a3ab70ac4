package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.TRAINING;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {

    private static final String COUNT = "trainyard_gateway_request_seconds_count";
    private static final String IN_FLIGHT = "trainyard_gateway_requests_in_flight";

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void requestsAreCountedByServiceMethodAndOutcome() {
        TRAINING.on("/api/v1/activities/teapot", request -> request.answer(418, ""));
        double before = value(COUNT + "{method=\"GET\",outcome=\"4xx\",service=\"training\"}");

        get("/api/v1/activities/teapot");
        get("/api/v1/activities/teapot");

        assertEquals(before + 2, value(COUNT + "{method=\"GET\",outcome=\"4xx\",service=\"training\"}"));
    }

    @Test
    void failuresAreCountedByTheirStatus() {
        double before = value(COUNT + "{method=\"GET\",outcome=\"5xx\",service=\"absent\"}");

        get("/api/v1/absent");

        assertEquals(before + 1, value(COUNT + "{method=\"GET\",outcome=\"5xx\",service=\"absent\"}"));
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
