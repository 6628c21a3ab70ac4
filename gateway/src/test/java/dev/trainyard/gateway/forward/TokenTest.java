package dev.trainyard.gateway.forward;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenTest {

    private static final String PATH = "/api/v1/workouts/guarded";

    @Test
    void goodTokenPasses() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/workouts/open")
                .then()
                .statusCode(200);
    }

    @Test
    void tokenPassesAgainWhenItIsRemembered() {
        String token = TestTokens.good();
        given().header("Authorization", "Bearer " + token).get("/api/v1/workouts/open");

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/workouts/open")
                .then()
                .statusCode(200);
    }

    @Test
    void missingTokenIsAskedFor() {
        given().get(PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:unauthenticated"));

        assertEquals(0, WORKOUT.received(PATH).size());
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                arguments("garbage", "garbage"),
                arguments("three garbage parts", "aaaa.bbbb.cccc"),
                arguments("empty", ""),
                arguments("ten thousand characters", "a".repeat(10_000) + ".b.c"),
                arguments("no signature, alg none", TestTokens.unsigned()),
                arguments("HS256 with the public key", TestTokens.signedWithPublicKey()),
                arguments("another key", TestTokens.ofOtherKey()),
                arguments("an unknown key id", TestTokens.ofUnknownKeyId()),
                arguments("another issuer", TestTokens.ofOtherIssuer()),
                arguments("another audience", TestTokens.forOtherAudience()),
                arguments("expired", TestTokens.expired()),
                arguments("no subject", TestTokens.withoutSubject()),
                arguments("a changed payload", TestTokens.good().replace(".", ".e")),
                arguments("two tokens", TestTokens.good() + " " + TestTokens.good()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badTokenIsRefused(String kind, String token) {
        given().header("Authorization", "Bearer " + token)
                .get(PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:unauthenticated"));

        assertEquals(0, WORKOUT.received(PATH).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "Bearer  ", "Basic ", "Token ", "", "Bearer\u00a0"})
    void otherSchemesAreRefused(String scheme) {
        given().header("Authorization", scheme + TestTokens.good())
                .get(PATH)
                .then()
                .statusCode(401);

        assertEquals(0, WORKOUT.received(PATH).size());
    }

    @Test
    void secondAuthorizationHeaderIsRefused() {
        Header good = new Header("Authorization", "Bearer " + TestTokens.good());
        given().headers(new Headers(good, good)).get(PATH).then().statusCode(401);

        assertEquals(0, WORKOUT.received(PATH).size());
    }

    @Test
    void tokenOutsideTheHeaderDoesNotCount() {
        given().queryParam("access_token", TestTokens.good())
                .cookie("Authorization", "Bearer " + TestTokens.good())
                .get(PATH)
                .then()
                .statusCode(401);
    }

    @Test
    void refusedUploadIsReadAndForgotten() {
        given().body("x".repeat(200_000))
                .post("/api/v1/workouts/guarded")
                .then()
                .statusCode(401);

        assertEquals(0, WORKOUT.received(PATH).size());
    }
}
