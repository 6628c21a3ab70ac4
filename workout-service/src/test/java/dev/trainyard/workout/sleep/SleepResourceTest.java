package dev.trainyard.workout.sleep;

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
class SleepResourceTest {

    private static final String PATH = "/api/v1/sleep";

    private final TestUser ada = TestUser.fresh();

    private Response put(String day, String json) {
        return ada.sends(json.replace('\'', '"')).put(PATH + "/" + day);
    }

    @Test
    void entryIsReadBackAsItWasWritten() {
        String id = put(
                        "2026-03-29",
                        "{'sleepPerformance':84.5,'sleepConsistency':70,'sleepEfficiency':91.25,'inBedSeconds':28800,"
                                + "'awakeSeconds':1500,'lightSeconds':14000,'deepSeconds':6000,'remSeconds':7300,"
                                + "'disturbances':9,'quality':7,'notes':'by the sea'}")
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
                .body("nap", equalTo(false))
                .body("sleepPerformance", equalTo(84.5f))
                .body("sleepQualityTier", equalTo("high"))
                .body("sleepConsistency", equalTo(70))
                .body("sleepEfficiency", equalTo(91.25f))
                .body("inBedSeconds", equalTo(28800))
                .body("awakeSeconds", equalTo(1500))
                .body("lightSeconds", equalTo(14000))
                .body("deepSeconds", equalTo(6000))
                .body("remSeconds", equalTo(7300))
                .body("disturbances", equalTo(9))
                .body("quality", equalTo(7))
                .body("notes", equalTo("by the sea"))
                .body("hasRaw", equalTo(false));
        ada.request().get(PATH + "/" + id + "/raw").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"100,high", "67,high", "66.99,medium", "34,medium", "33.99,low", "0,low"})
    void tierFollowsThePerformance(String performance, String tier) {
        put("2026-03-29", "{'sleepPerformance':" + performance + "}").then().body("sleepQualityTier", equalTo(tier));
    }

    @Test
    void dayIsWrittenOver() {
        String first = put("2026-03-29", "{'sleepPerformance':80,'quality':8}").path("id");
        put("2026-03-29", "{'quality':2}")
                .then()
                .body("id", equalTo(first))
                .body("sleepPerformance", nullValue())
                .body("sleepQualityTier", nullValue())
                .body("quality", equalTo(2));
    }

    @Test
    void entriesAreListedNewestDayFirstPageByPage() {
        put("2026-03-03", "{'sleepPerformance':90}");
        put("2026-03-01", "{'sleepPerformance':10}");
        put("2026-03-02", "{'sleepPerformance':50}");
        String next = ada.request()
                .get(PATH + "?limit=2")
                .then()
                .statusCode(200)
                .body("items.day", contains("2026-03-03", "2026-03-02"))
                .extract()
                .path("next");
        ada.request()
                .queryParam("cursor", next)
                .get(PATH + "?limit=2")
                .then()
                .body("items.day", contains("2026-03-01"))
                .body("next", nullValue());
        ada.request().get(PATH + "?tier=low").then().body("items.day", contains("2026-03-01"));
        ada.request().get(PATH + "/latest").then().statusCode(200).body("day", equalTo("2026-03-03"));
    }

    @Test
    void newUserHasNoLatest() {
        ada.request().get(PATH + "/latest").then().statusCode(204);
    }

    @Test
    void removedEntryIsGone() {
        String id = put("2026-03-29", "{'quality':5}").path("id");
        ada.request().delete(PATH + "/" + id).then().statusCode(204);
        ada.request().get(PATH + "/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|''",
                "{'sleepPerformance':101}|/sleepPerformance",
                "{'sleepConsistency':-1}|/sleepConsistency",
                "{'sleepEfficiency':91.255}|/sleepEfficiency",
                "{'inBedSeconds':172801}|/inBedSeconds",
                "{'awakeSeconds':-1}|/awakeSeconds",
                "{'lightSeconds':1.5}|/lightSeconds",
                "{'disturbances':10001}|/disturbances",
                "{'quality':0}|/quality",
                "{'quality':11}|/quality",
                "{'nap':true}|/nap",
            })
    void invalidEntryIsRefusedByItsPlace(String json, String pointer) {
        put("2026-03-29", json).then().statusCode(400).body("violations[0].pointer", equalTo(pointer));
        ada.request().get(PATH + "/latest").then().statusCode(204);
    }

    @Test
    void othersFindNothing() {
        String id = put("2026-03-29", "{'quality':5}").path("id");
        OtherUsers.findNothingAt(ada, PATH + "/" + id, Access.get(), Access.get("/raw"), Access.delete());
        TestUser.fresh().request().get(PATH).then().body("items.size()", equalTo(0));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
    }
}
