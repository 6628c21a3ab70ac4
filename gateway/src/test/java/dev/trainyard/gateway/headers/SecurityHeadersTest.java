package dev.trainyard.gateway.headers;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/workouts", "/status", "/openapi", "/nowhere", "/api/v1//", "/docs-or-not"})
    void everyAnswerMayDoNothingInABrowser(String path) {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .get(path)
                .then()
                .header("Content-Security-Policy", containsString("default-src"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void answerOfAServiceMayLoadNothing() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/workouts")
                .then()
                .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"));
    }

    @Test
    void whatAUserGetsIsNotKept() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/workouts")
                .then()
                .header("Cache-Control", "no-store");
        given().get("/api/v1/workouts").then().statusCode(401).header("Cache-Control", "no-store");
    }

    @Test
    void serviceMaySayOtherwise() {
        WORKOUT.on("/api/v1/workouts/kept", request -> request.answer(200, "ok", "Cache-Control: private, max-age=60"));

        given().header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/workouts/kept")
                .then()
                .header("Cache-Control", "private, max-age=60");
    }

    @Test
    void noOtherOriginIsAllowedByDefault() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .header("Origin", "https://app.example.org")
                .get("/api/v1/workouts")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Vary", nullValue());
        given().header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "GET")
                .options("/api/v1/workouts")
                .then()
                .statusCode(401);
    }
}
