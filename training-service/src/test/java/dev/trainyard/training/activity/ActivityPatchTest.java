package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.recorded;
import static dev.trainyard.training.activity.Activities.run;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ActivityPatchTest {

    private final TestUser ada = TestUser.fresh();
    private String activity;

    @BeforeEach
    void record() {
        activity = recorded(
                ada,
                run().put("distanceMeters", 10_000)
                        .put("averageHeartRate", 150)
                        .put("maxHeartRate", 180)
                        .put("rpe", 7.5)
                        .put("name", "Tempo")
                        .put("externalId", "watch-1"));
    }

    private Response patch(String json) {
        return ada.sends(json).header("If-Match", "\"1\"").patch(activity);
    }

    @Test
    void whatThePatchNamesIsSetAndTheRestStays() {
        patch("{\"name\":\"Long run\",\"rpe\":4}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Long run"))
                .body("rpe", equalTo(4f))
                .body("type", equalTo("run"))
                .body("startedAt", equalTo("2026-03-28T07:30:00Z"))
                .body("durationSeconds", equalTo(3_600))
                .body("distanceMeters", equalTo(10_000f))
                .body("averageHeartRate", equalTo(150))
                .body("maxHeartRate", equalTo(180))
                .body("externalId", equalTo("watch-1"))
                .body("version", equalTo(2));
    }

    @Test
    void whatWasChangedCanBeReadBack() {
        Response changed = patch("{\"type\":\"walk\",\"startedAt\":\"2026-03-27T07:30:00Z\",\"durationSeconds\":60}");
        Response read = ada.request().get(activity);

        assertEquals(changed.asString(), read.asString());
        assertEquals(changed.header("ETag"), read.header("ETag"));
    }

    @Test
    void whatThePatchNullsIsRemoved() {
        patch("{\"distanceMeters\":null,\"externalId\":null}")
                .then()
                .statusCode(200)
                .body("distanceMeters", nullValue())
                .body("externalId", nullValue())
                .body("name", equalTo("Tempo"));
    }

    @Test
    void mergePatchHasAMediaTypeOfItsOwn() {
        ada.request()
                .contentType("application/merge-patch+json")
                .body("{\"name\":\"Long run\"}")
                .header("If-Match", "\"1\"")
                .patch(activity)
                .then()
                .statusCode(200)
                .body("name", equalTo("Long run"));
    }

    @Test
    void emptyPatchIsANewVersionOfTheSame() {
        patch("{}").then().statusCode(200).header("ETag", "\"2\"").body("name", equalTo("Tempo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":null}                 | /type",
                "{\"startedAt\":null}            | /startedAt",
                "{\"durationSeconds\":null}      | /durationSeconds",
                "{\"durationSeconds\":0}         | /durationSeconds",
                "{\"durationSeconds\":1.5}       | /durationSeconds",
                "{\"type\":\"dance\"}            | /type",
                "{\"name\":1}                    | /name",
                "{\"name\":\"a\\u0000b\"}        | /name",
                "{\"averageHeartRate\":181}      | /averageHeartRate",
                "{\"maxHeartRate\":149}          | /averageHeartRate",
                "{\"distanceMeters\":1e400}      | /distanceMeters",
                "{\"distanceMeters\":\"1\"}      | /distanceMeters",
                "{\"id\":\"a\"}                  | /id",
                "{\"version\":7}                 | /version",
                "{\"dance\":null}                | /dance",
            })
    void outcomeIsHeldToTheRulesOfADraft(String json, String pointer) {
        patch(json)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].pointer", equalTo(pointer));
        ada.request().get(activity).then().header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "{", "{} x", "", "null", "{\"name\":\"a\",\"name\":\"b\"}"})
    void patchThatIsNoObjectIsRefused(String json) {
        patch(json).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void patchWithoutVersionIsRefused() {
        ada.sends("{\"rpe\":5}")
                .patch(activity)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "1", "W/\"1\"", "\"one\"", "\"0\", \"2\""})
    void patchOfAnotherVersionIsRefused(String ifMatch) {
        ada.sends("{\"rpe\":5}")
                .header("If-Match", ifMatch)
                .patch(activity)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        ada.request().get(activity).then().header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1\"", "\"0\", \"1\""})
    void patchOfThisVersionPasses(String ifMatch) {
        ada.sends("{\"rpe\":5}")
                .header("If-Match", ifMatch)
                .patch(activity)
                .then()
                .statusCode(200);
    }

    @Test
    void externalIdOfAnotherActivityIsNotTakenOver() {
        String other = recorded(ada, run().put("externalId", "watch-2"));
        patch("{\"externalId\":\"watch-2\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:external-id-taken"))
                .body("existingId", equalTo(other.substring(PATH.length() + 1)));
    }
}
