package dev.trainyard.gateway.route;

import static dev.trainyard.gateway.stub.GatewayUnderTest.QUIZ;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.stub.TestTokens;
import dev.trainyard.gateway.stub.WireProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WireProfile.class)
class RolesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/quizzes", "/api/v1/quizzes/1", "/api/v1/quizzes:batch", "/api/v1/quizzes/public-not"})
    void tokenWithoutTheRoleIsForbidden(String path) {
        int before = QUIZ.received(path).size();
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + TestTokens.good())
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:forbidden"))
                .body("requestId", notNullValue());

        assertEquals(before, QUIZ.received(path).size());
    }

    @Test
    void tokenWithOneOfTheRolesPasses() {
        given().header("Authorization", "Bearer " + TestTokens.withRoles("user", "coach"))
                .get("/api/v1/quizzes/of-coaches")
                .then()
                .statusCode(200);
    }

    @Test
    void longerPathDecides() {
        given().header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/quizzes/public/1")
                .then()
                .statusCode(200);
    }

    @Test
    void encodedLetterMakesNoOtherPath() {
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + TestTokens.good())
                .get("/api/v1/quizzes/%70ublic/1")
                .then()
                .statusCode(200);
    }

    @Test
    void otherPathsNeedNoRole() {
        given().header("Authorization", "Bearer " + TestTokens.withRoles())
                .get("/api/v1/points")
                .then()
                .statusCode(200);
    }

    @Test
    void missingTokenIsAskedForFirst() {
        given().get("/api/v1/quizzes").then().statusCode(401);
    }
}
