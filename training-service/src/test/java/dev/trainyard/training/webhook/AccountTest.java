package dev.trainyard.training.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountTest {

    private static final String ALL = "/api/v1/activities/accounts";
    private static final String ONE = ALL + "/strava";

    private final TestUser ada = TestUser.fresh();

    @Test
    void accountIsLinkedReadAndForgotten() {
        ada.sends("{\"ownerId\": \"134815\"}")
                .put(ONE)
                .then()
                .statusCode(200)
                .body("provider", equalTo("strava"))
                .body("ownerId", equalTo("134815"))
                .body("linkedAt", notNullValue())
                .body("deauthorizedAt", nullValue());

        ada.request().get(ONE).then().statusCode(200).body("ownerId", equalTo("134815"));
        ada.request().get(ALL).then().body("items.ownerId", equalTo(java.util.List.of("134815")));
        ada.request().delete(ONE).then().statusCode(204);
        ada.request().get(ONE).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(ONE).then().statusCode(404);
    }

    @Test
    void sameAgainChangesNothingAndAnotherOwnerIsLinkedAnew() {
        String first = ada.sends("{\"ownerId\": \"1\"}").put(ONE).path("linkedAt");

        assertEquals(first, ada.sends("{\"ownerId\": \"1\"}").put(ONE).path("linkedAt"));
        ada.sends("{\"ownerId\": \"2\"}").put(ONE).then().body("ownerId", equalTo("2"));
    }

    @Test
    void unknownProviderIsNotFound() {
        ada.sends("{\"ownerId\": \"1\"}")
                .put(ALL + "/nobody")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such provider."));
    }

    @Test
    void wrongOwnerIsNamed() {
        for (String body : new String[] {"{}", "{\"ownerId\": \"\"}", "{\"ownerId\": \"a b\"}", "{\"ownerId\": 7}"}) {
            ada.sends(body)
                    .put(ONE)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:problem:invalid-input"))
                    .body("violations[0].pointer", equalTo("/ownerId"));
        }
        ada.request().get(ONE).then().statusCode(404);
    }

    @Test
    void anonymousIsRefused() {
        given().get(ALL).then().statusCode(401);
        given().get(ONE).then().statusCode(401);
        given().contentType("application/json")
                .body("{\"ownerId\": \"1\"}")
                .put(ONE)
                .then()
                .statusCode(401);
        given().delete(ONE).then().statusCode(401);
    }

    /** There is no id to guess: the same path is everybody's own. */
    @Test
    void othersFindNothing() {
        ada.sends("{\"ownerId\": \"134815\"}").put(ONE);
        TestUser stranger = TestUser.fresh();

        stranger.request().get(ONE).then().statusCode(404);
        stranger.request().delete(ONE).then().statusCode(404);
        stranger.request().get(ALL).then().body("items", empty());
        ada.request().get(ONE).then().body("ownerId", equalTo("134815"));
    }
}
