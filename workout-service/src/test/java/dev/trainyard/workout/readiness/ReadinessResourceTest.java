package dev.trainyard.workout.readiness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ReadinessResourceTest {

    private static final String PATH = "/api/v1/recovery/readiness";

    private final TestUser ada = TestUser.fresh();

    private void recovered(String day, String json) {
        ada.sends(json.replace('\'', '"')).put("/api/v1/recovery/" + day).then().statusCode(200);
    }

    private void slept(String day, String json) {
        ada.sends(json.replace('\'', '"')).put("/api/v1/sleep/" + day).then().statusCode(200);
    }

    @Test
    void readinessComesWithWhatItIsMadeOf() {
        // Thirty-one days before, and so of no baseline.
        recovered("2026-02-26", "{'hrvMs':500,'restingHeartRate':200}");
        recovered("2026-02-27", "{'hrvMs':55,'restingHeartRate':52}");
        recovered("2026-03-15", "{'hrvMs':60,'restingHeartRate':50}");
        recovered("2026-03-28", "{'hrvMs':65,'restingHeartRate':48}");
        recovered("2026-03-29", "{'recoveryScore':66,'hrvMs':66,'restingHeartRate':50,'strain':15}");
        slept("2026-03-29", "{'sleepPerformance':80}");
        ada.request()
                .get(PATH + "?day=2026-03-29&strategy=aggressive&experience=beginner")
                .then()
                .statusCode(200)
                .body("day", equalTo("2026-03-29"))
                .body("formula", equalTo("readiness@1"))
                // 0.264 + 0.24 + 0.165 + 0.15 - 0.05
                .body("readiness", equalTo(0.769f))
                .body("label", equalTo("good"))
                .body("zone", equalTo("green"))
                .body("overload", equalTo(1.05f))
                .body("intensity", equalTo(1))
                .body("strain", equalTo(15))
                .body("strainPenalty", equalTo(0.05f))
                .body("inputs.name", contains("recovery", "sleep", "hrv", "restingHeartRate"))
                .body("inputs.share", contains(0.4f, 0.3f, 0.15f, 0.15f))
                .body("inputs[2].baseline", equalTo(60))
                .body("inputs[2].term", equalTo(1.1f));
    }

    @Test
    void dayOfWhichNothingIsKnownSaysSo() {
        ada.request()
                .get(PATH + "?day=2026-03-29")
                .then()
                .statusCode(200)
                .body("readiness", nullValue())
                .body("reason", equalTo("neither a recovery nor a sleep of the day is known"))
                .body("zone", nullValue())
                .body("overload", nullValue());
    }

    @Test
    void badDayIsHeldBackByTheStrategy() {
        recovered("2026-03-29", "{'energy':2}");
        ada.request()
                .get(PATH + "?day=2026-03-29&strategy=conservative")
                .then()
                .body("readiness", equalTo(0.1111f))
                .body("label", equalTo("poor"))
                .body("zone", equalTo("red"))
                .body("overload", equalTo(0.9f))
                .body("intensity", equalTo(0.6f))
                .body("volume", equalTo(0.5f));
    }

    @Test
    void todayIsWhereTheUserIs() {
        String today = LocalDate.now(ZoneId.of("Pacific/Kiritimati")).toString();
        recovered(today, "{'recoveryScore':40}");
        ada.request()
                .header("Time-Zone", "Pacific/Kiritimati")
                .get(PATH)
                .then()
                .body("day", equalTo(today))
                .body("readiness", equalTo(0.4f))
                .body("strategy", equalTo("moderate"))
                .body("experience", equalTo("intermediate"));
    }

    @ParameterizedTest
    @CsvSource({"day,2026-02-30", "strategy,Moderate", "strategy,reckless", "experience,expert"})
    void invalidQueryIsRefusedByItsName(String name, String value) {
        ada.request()
                .queryParam(name, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void othersDoNotShow() {
        recovered("2026-03-29", "{'recoveryScore':40}");
        TestUser.fresh().request().get(PATH + "?day=2026-03-29").then().body("readiness", nullValue());
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
    }
}
