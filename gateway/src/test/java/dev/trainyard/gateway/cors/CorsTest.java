package dev.trainyard.gateway.cors;

import static dev.trainyard.gateway.stub.GatewayUnderTest.WORKOUT;
import static dev.trainyard.gateway.stub.SeenFromElsewhere.ORIGIN;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.gateway.stub.GatewayUnderTest;
import dev.trainyard.gateway.stub.RawClient;
import dev.trainyard.gateway.stub.SeenFromElsewhere;
import dev.trainyard.gateway.stub.TestTokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = GatewayUnderTest.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SeenFromElsewhere.class, scope = TestResourceScope.MATCHING_RESOURCES)
class CorsTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @TestHTTPResource
    URI gateway;

    @Test
    void preflightIsAnsweredWithoutAToken() {
        given().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .options("/api/v1/workouts/preflight")
                .then()
                .statusCode(204)
                .header(ALLOWED, ORIGIN)
                .header("Access-Control-Allow-Methods", containsString("PUT"))
                .header(
                        "Access-Control-Allow-Headers",
                        allOf(containsString("Authorization"), containsString("If-Match")))
                .header("Access-Control-Max-Age", "3600")
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("X-Request-Id", notNullValue())
                .header("Vary", "Origin");

        assertEquals(0, WORKOUT.received("/api/v1/workouts/preflight").size());
    }

    @Test
    void preflightOfAnotherOriginIsRefused() {
        given().header("Origin", "https://app.example.org.evil.example")
                .header("Access-Control-Request-Method", "PUT")
                .options("/api/v1/workouts")
                .then()
                .statusCode(403)
                .header(ALLOWED, nullValue())
                .header("Vary", "Origin")
                .body("type", equalTo("urn:problem:origin-not-allowed"));
    }

    @Test
    void preflightThatCouldBeReadInTwoWaysIsRefused() throws Exception {
        try (RawClient client = new RawClient(gateway.getPort())) {
            String head = client.send(RawClient.request(
                            "OPTIONS /api/v1/workouts",
                            "Origin: " + ORIGIN,
                            "Access-Control-Request-Method: PUT",
                            "Transfer-Encoding: xchunked"))
                    .readHead();

            assertTrue(head.startsWith("HTTP/1.1 400 "), head);
        }
    }

    @Test
    void optionsThatIsNoPreflightGoesToTheService() {
        asUser("OPTIONS", "/api/v1/workouts/options", ORIGIN).then().statusCode(200);

        assertEquals(1, WORKOUT.received("/api/v1/workouts/options").size());
    }

    @Test
    void pageMayReadAnAnswerAndItsHeaders() {
        asUser("GET", "/api/v1/workouts", ORIGIN)
                .then()
                .statusCode(200)
                .header(ALLOWED, ORIGIN)
                .header(
                        "Access-Control-Expose-Headers",
                        allOf(
                                containsString("ETag"),
                                containsString("Location"),
                                containsString("X-Request-Id"),
                                containsString("RateLimit"),
                                containsString("Retry-After"),
                                containsString("Idempotency-Replayed")));
    }

    @Test
    void pageOfAnotherOriginIsAnsweredAndMayNotReadIt() {
        asUser("GET", "/api/v1/workouts", "https://elsewhere.example")
                .then()
                .statusCode(200)
                .header(ALLOWED, nullValue())
                .header("Vary", "Origin");
    }

    @Test
    void pageMayReadWhyItIsRefused() {
        given().header("Origin", ORIGIN)
                .get("/api/v1/workouts")
                .then()
                .statusCode(401)
                .header(ALLOWED, ORIGIN)
                .header("Vary", "Origin")
                .body("type", equalTo("urn:problem:unauthenticated"));
        given().header("Origin", ORIGIN)
                .body(new byte[300 * 1024])
                .post("/api/v1/records")
                .then()
                .statusCode(413)
                .header(ALLOWED, ORIGIN);
    }

    @Test
    void whatAServiceSaysOfOriginsIsNotAddedTo() {
        WORKOUT.on(
                "/api/v1/workouts/own-cors",
                request -> request.answer(200, "ok", "Access-Control-Allow-Origin: *", "Vary: Accept"));

        Response answer = asUser("GET", "/api/v1/workouts/own-cors", ORIGIN);

        assertEquals(1, answer.headers().getValues(ALLOWED).size());
        assertEquals(ORIGIN, answer.header(ALLOWED));
        assertEquals("Accept, Origin", answer.header("Vary"));
    }

    @Test
    void answerWithoutAnOriginDiffersByItAllTheSame() {
        given().get("/openapi").then().header(ALLOWED, nullValue()).header("Vary", containsString("Origin"));
    }

    @Test
    void browsersAreToldToComeByHttps() {
        given().get("/status").then().header("Strict-Transport-Security", "max-age=31536000");
        given().get("/nowhere").then().header("Strict-Transport-Security", "max-age=31536000");
    }

    private static Response asUser(String method, String path, String origin) {
        return given().header("Authorization", "Bearer " + TestTokens.good())
                .header("Origin", origin)
                .request(method, path);
    }
}
