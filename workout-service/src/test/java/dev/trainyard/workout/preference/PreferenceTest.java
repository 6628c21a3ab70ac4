package dev.trainyard.workout.preference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PreferenceTest {

    private final TestUser ada = TestUser.fresh();

    @Test
    void unsetPreferencesAreKilogramsInUtc() {
        ada.request()
                .get("/api/v1/preferences")
                .then()
                .statusCode(200)
                .body("timeZone", equalTo("UTC"))
                .body("weightUnit", equalTo("kg"));
    }

    @Test
    void setPreferencesAreReadBackByTheirUserAlone() {
        ada.sends("{\"timeZone\":\"Europe/Berlin\",\"weightUnit\":\"lb\"}")
                .put("/api/v1/preferences")
                .then()
                .statusCode(200);
        ada.request()
                .get("/api/v1/preferences")
                .then()
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("weightUnit", equalTo("lb"));
        TestUser.fresh().request().get("/api/v1/preferences").then().body("timeZone", equalTo("UTC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'timeZone':'Mars/Olympus','weightUnit':'kg'}|/timeZone",
                "{'timeZone':'+01:00','weightUnit':'kg'}|/timeZone",
                "{'weightUnit':'kg'}|/timeZone",
                "{'timeZone':'UTC','weightUnit':'st'}|/weightUnit",
                "{'timeZone':'UTC'}|/weightUnit"
            })
    void invalidPreferenceIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .put("/api/v1/preferences")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(pointer));
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/preferences").then().statusCode(401);
    }
}
