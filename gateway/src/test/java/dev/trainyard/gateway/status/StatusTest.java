package dev.trainyard.gateway.status;

import static dev.trainyard.gateway.stub.GatewayUnderTest.LEFT_TWIN;
import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static dev.trainyard.gateway.stub.GatewayUnderTest.RIGHT_TWIN;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusTest {

    @Test
    void statusIsForEveryone() {
        await().until(() -> "up".equals(statusOf("workout")));

        given().get("/status")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("status", equalTo("degraded"))
                .body("services.workout.status", equalTo("up"))
                .body("services.workout.since", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"))
                .body("services.workout.latencyMs", greaterThanOrEqualTo(0));
    }

    @Test
    void statusTellsNothingOfWhereOrWhy() {
        await().until(() -> "down".equals(statusOf("absent")));

        given().get("/status")
                .then()
                .body("services.absent", aMapWithSize(3))
                .body("services.absent.status", equalTo("down"))
                .body("services.absent.latencyMs", nullValue())
                .body(
                        "services.keySet()",
                        containsInAnyOrder(
                                "absent",
                                "blackhole",
                                "deployment",
                                "fragile",
                                "half",
                                "quiz",
                                "training",
                                "twin",
                                "unknown",
                                "workout"));
    }

    @Test
    void serviceThatGoesAndComesBackIsSeen() {
        await().until(() -> "up".equals(statusOf("quiz")));
        Instant upBefore = since("quiz");

        Instant down;
        QUIZ.stop();
        try {
            await().until(() -> "down".equals(statusOf("quiz")));
            down = since("quiz");
        } finally {
            QUIZ.start();
        }
        await().until(() -> "up".equals(statusOf("quiz")));

        assertTrue(down.isAfter(upBefore), down + " " + upBefore);
        assertTrue(since("quiz").isAfter(down), since("quiz") + " " + down);
    }

    @Test
    void serviceThatSaysItIsNotReadyIsDown() {
        QUIZ.on("/q/health/ready", request -> request.answer(503, "{}"));
        try {
            await().until(() -> "down".equals(statusOf("quiz")));
        } finally {
            QUIZ.on("/q/health/ready", request -> request.answer(200, "{}"));
        }

        await().until(() -> "up".equals(statusOf("quiz")));
    }

    @Test
    void serviceIsUpWhenOneOfItsAddressesIs() {
        await().until(() -> "up".equals(statusOf("twin")));
        int probes;
        LEFT_TWIN.on("/q/health/ready", request -> request.answer(503, "{}"));
        try {
            probes = LEFT_TWIN.received("/q/health/ready").size();
            await().until(() -> LEFT_TWIN.received("/q/health/ready").size() > probes + 2);

            given().get("/status")
                    .then()
                    .body("services.twin", aMapWithSize(3))
                    .body("services.twin.status", equalTo("up"));
            RIGHT_TWIN.on("/q/health/ready", request -> request.answer(503, "{}"));
            await().until(() -> "down".equals(statusOf("twin")));
        } finally {
            LEFT_TWIN.on("/q/health/ready", request -> request.answer(200, "{}"));
            RIGHT_TWIN.on("/q/health/ready", request -> request.answer(200, "{}"));
        }
        await().until(() -> "up".equals(statusOf("twin")));
    }

    @Test
    void answerToAProbeThatHasNoEndIsGivenUp() {
        CountDownLatch cut = new CountDownLatch(1);
        QUIZ.on("/q/health/ready", request -> {
            try {
                request.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) {
                    request.writeChunk("x".repeat(10_000));
                }
            } finally {
                cut.countDown();
            }
        });
        try {
            await().until(() -> "down".equals(statusOf("quiz")));
            await().until(() -> cut.getCount() == 0);
        } finally {
            QUIZ.on("/q/health/ready", request -> request.answer(200, "{}"));
        }

        await().until(() -> "up".equals(statusOf("quiz")));
    }

    @Test
    void lookingAtTheStatusAsksNoService() {
        QUIZ.on("/q/health/ready", request -> request.awaitClosed());
        try {
            await().until(() -> "down".equals(statusOf("quiz")));
            int before = QUIZ.received("/q/health/ready").size();
            for (int i = 0; i < 50; i++) {
                given().get("/status").then().statusCode(200);
            }

            assertTrue(QUIZ.received("/q/health/ready").size() < before + 50);
        } finally {
            QUIZ.on("/q/health/ready", request -> request.answer(200, "{}"));
        }
    }

    @Test
    void headOfTheStatusHasNoBody() {
        assertEquals("", given().head("/status").asString());
    }

    @Test
    void statusCannotBeWritten() {
        given().body("{}")
                .post("/status")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:method-not-allowed"));
    }

    private static String statusOf(String service) {
        return status().getString("services." + service + ".status");
    }

    private static Instant since(String service) {
        return Instant.parse(status().getString("services." + service + ".since"));
    }

    private static JsonPath status() {
        return given().get("/status").jsonPath();
    }
}
