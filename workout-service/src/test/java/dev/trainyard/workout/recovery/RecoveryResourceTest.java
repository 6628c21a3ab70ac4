package dev.trainyard.workout.recovery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RecoveryResourceTest {

    private static final String PATH = "/api/v1/recovery";

    private final TestUser ada = TestUser.fresh();

    private Response put(String day, String json) {
        return ada.sends(json.replace('\'', '"')).put(PATH + "/" + day);
    }

    @Test
    void entryIsReadBackAsItWasWritten() {
        String id = put(
                        "2026-03-29",
                        "{'recoveryScore':71,'hrvMs':62.4,'restingHeartRate':52,'strain':11.25,'spo2Percentage':96.5,"
                                + "'skinTempCelsius':33.1,'energy':8,'notes':'slept well'}")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        ada.request()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("day", equalTo("2026-03-29"))
                .body("source", equalTo("manual"))
                .body("externalId", nullValue())
                .body("recoveryScore", equalTo(71))
                .body("recoveryScoreTier", equalTo("high"))
                .body("hrvMs", equalTo(62.4f))
                .body("restingHeartRate", equalTo(52))
                .body("strain", equalTo(11.25f))
                .body("spo2Percentage", equalTo(96.5f))
                .body("skinTempCelsius", equalTo(33.1f))
                .body("energy", equalTo(8))
                .body("notes", equalTo("slept well"))
                .body("hasRaw", equalTo(false));
        ada.request().get(PATH + "/" + id + "/raw").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"100,high", "67,high", "66.99,medium", "34,medium", "33.99,low", "0,low"})
    void tierFollowsTheScore(String score, String tier) {
        put("2026-03-29", "{'recoveryScore':" + score + "}").then().body("recoveryScoreTier", equalTo(tier));
    }

    @Test
    void entryWithoutScoreHasNoTier() {
        put("2026-03-29", "{'energy':5}").then().statusCode(200).body("recoveryScoreTier", nullValue());
    }

    @Test
    void dayIsWrittenOver() {
        String first = put("2026-03-29", "{'recoveryScore':71,'energy':8}").path("id");
        put("2026-03-29", "{'recoveryScore':30}")
                .then()
                .body("id", equalTo(first))
                .body("recoveryScoreTier", equalTo("low"))
                .body("energy", nullValue());
    }

    @Test
    void entriesAreListedNewestDayFirstPageByPage() {
        put("2026-03-03", "{'recoveryScore':90}");
        put("2026-03-01", "{'recoveryScore':10}");
        put("2026-03-02", "{'recoveryScore':50}");
        put("2026-03-04", "{'recoveryScore':70}");
        String next = ada.request()
                .get(PATH + "?limit=2&to=2026-03-03")
                .then()
                .statusCode(200)
                .body("items.day", contains("2026-03-03", "2026-03-02"))
                .extract()
                .path("next");
        ada.request()
                .queryParam("cursor", next)
                .get(PATH + "?limit=2&to=2026-03-03")
                .then()
                .body("items.day", contains("2026-03-01"))
                .body("next", nullValue());
        ada.request()
                .get(PATH + "?tier=high&from=2026-03-02")
                .then()
                .body("items.day", contains("2026-03-04", "2026-03-03"));
        ada.request().get(PATH + "/latest").then().statusCode(200).body("day", equalTo("2026-03-04"));
    }

    @Test
    void newUserHasNoLatest() {
        ada.request().get(PATH + "/latest").then().statusCode(204);
    }

    @Test
    void removedEntryIsGone() {
        String id = put("2026-03-29", "{'energy':5}").path("id");
        ada.request().delete(PATH + "/" + id).then().statusCode(204);
        ada.request().get(PATH + "/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|''",
                "{'recoveryScore':100.01}|/recoveryScore",
                "{'recoveryScore':-1}|/recoveryScore",
                "{'hrvMs':1000.5}|/hrvMs",
                "{'restingHeartRate':9}|/restingHeartRate",
                "{'strain':21.5}|/strain",
                "{'spo2Percentage':101}|/spo2Percentage",
                "{'skinTempCelsius':61}|/skinTempCelsius",
                "{'energy':0}|/energy",
                "{'energy':11}|/energy",
                "{'energy':5.5}|/energy",
                "{'notes':''}|/notes",
                "{'mood':5}|/mood",
            })
    void invalidEntryIsRefusedByItsPlace(String json, String pointer) {
        put("2026-03-29", json).then().statusCode(400).body("violations[0].pointer", equalTo(pointer));
        ada.request().get(PATH + "/latest").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({"tier,High", "from,soon", "to,2026-02-30", "cursor,c29vbg", "limit,201"})
    void invalidQueryIsRefusedByItsName(String name, String value) {
        ada.request()
                .queryParam(name, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void dayThatIsNoneIsRefused() {
        put("2026-02-30", "{'energy':5}").then().statusCode(400).body("violations[0].pointer", equalTo("entry"));
    }

    @Test
    void othersFindNothing() {
        String id = put("2026-03-29", "{'energy':5}").path("id");
        OtherUsers.findNothingAt(ada, PATH + "/" + id, Access.get(), Access.get("/raw"), Access.delete());
        TestUser.fresh().request().get(PATH).then().body("items.size()", equalTo(0));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
        given().get(PATH + "/latest").then().statusCode(401);
    }
}
