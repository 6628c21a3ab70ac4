package dev.trainyard.workout.bodyweight;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BodyWeightTest {

    private static final String PATH = "/api/v1/body-weights/";

    private final TestUser ada = TestUser.fresh();

    private Response put(String day, String weight) {
        return ada.sends("{\"weight\":" + weight + ",\"unit\":\"kg\"}").put(PATH + day);
    }

    @Test
    void weightIsReadBackAsItWasWritten() {
        ada.sends(
                        "{\"weight\":181.5,\"unit\":\"lb\",\"bodyFatPercentage\":17.5,\"visceralFat\":6.0,\"notes\":\"before breakfast\"}")
                .put(PATH + "2026-03-29")
                .then()
                .statusCode(201)
                .header("Location", PATH + "2026-03-29");
        ada.request()
                .get(PATH + "2026-03-29")
                .then()
                .statusCode(200)
                .body("day", equalTo("2026-03-29"))
                .body("weight", equalTo(181.5f))
                .body("unit", equalTo("lb"))
                .body("bodyFatPercentage", equalTo(17.5f))
                .body("visceralFat", equalTo(6))
                .body("notes", equalTo("before breakfast"));
    }

    @Test
    void dayIsWrittenOver() {
        ada.sends("{\"weight\":80,\"unit\":\"kg\",\"notes\":\"first\"}").put(PATH + "2026-03-29");
        put("2026-03-29", "81.2")
                .then()
                .statusCode(200)
                .body("weight", equalTo(81.2f))
                .body("notes", nullValue());
        ada.request().get(PATH).then().body("items.weight", contains(81.2f));
    }

    @Test
    void averageIsOfTheMeasuredOnesOfSevenDays() {
        put("2026-03-22", "200");
        put("2026-03-23", "80");
        put("2026-03-26", "81");
        put("2026-03-29", "82.9")
                .then()
                .body("movingAverage.value", equalTo(81.3f))
                .body("movingAverage.formula", equalTo("mean-of-7-days@1"))
                .body("movingAverage.days", equalTo(3));
        ada.request().get(PATH + "2026-03-29").then().body("movingAverage.value", equalTo(81.3f));
        put("2026-03-29", "84.4").then().body("movingAverage.value", equalTo(81.8f));
    }

    @Test
    void averageOfTooFewSaysSo() {
        put("2026-03-28", "80");
        put("2026-03-29", "81")
                .then()
                .body("movingAverage.value", nullValue())
                .body("movingAverage.days", equalTo(2))
                .body("movingAverage.reason", equalTo("fewer than 3 of the seven days have a weight"));
    }

    @Test
    void daysAreListedNewestFirstPageByPage() {
        for (int day = 1; day <= 5; day++) {
            put("2026-03-0" + day, "8" + day);
        }
        String next = ada.request()
                .get(PATH + "?from=2026-03-02&to=2026-03-04&limit=2")
                .then()
                .statusCode(200)
                .body("items.day", contains("2026-03-04", "2026-03-03"))
                .body("items[1].movingAverage.value", equalTo(82))
                .extract()
                .path("next");
        ada.request()
                .queryParam("cursor", next)
                .get(PATH + "?from=2026-03-02&to=2026-03-04&limit=2")
                .then()
                .body("items.day", contains("2026-03-02"))
                .body("next", nullValue());
    }

    @Test
    void removedDayIsGone() {
        put("2026-03-29", "80");
        ada.request().delete(PATH + "2026-03-29").then().statusCode(204);
        ada.request().get(PATH + "2026-03-29").then().statusCode(404);
        ada.request().delete(PATH + "2026-03-29").then().statusCode(404);
    }

    @Test
    void tomorrowIsAllowedAndTheDayAfterIsNot() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        put(today.plusDays(1).toString(), "80").then().statusCode(201);
        put(today.plusDays(3).toString(), "80")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("path"))
                .body("violations[0].pointer", equalTo("day"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "1899-12-31", "yesterday", "+999999999-01-01", "2026-3-9"})
    void dayThatIsNoneIsRefused(String day) {
        put(day, "80").then().statusCode(400).body("violations[0].pointer", equalTo("day"));
        ada.request().get(PATH + day).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'weight':0,'unit':'kg'}|/weight",
                "{'weight':-80,'unit':'kg'}|/weight",
                "{'weight':1000.1,'unit':'kg'}|/weight",
                "{'weight':2205,'unit':'lb'}|/weight",
                "{'unit':'kg'}|/weight",
                "{'weight':80}|/unit",
                "{'weight':80,'unit':'st'}|/unit",
                "{'weight':80,'unit':'kg','bodyFatPercentage':100.1}|/bodyFatPercentage",
                "{'weight':80,'unit':'kg','bodyFatPercentage':17.55}|/bodyFatPercentage",
                "{'weight':80,'unit':'kg','visceralFat':-1}|/visceralFat",
                "{'weight':80,'unit':'kg','notes':''}|/notes",
                "{'weight':80,'unit':'kg','height':180}|/height",
            })
    void invalidWeightIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .put(PATH + "2026-03-29")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(pointer));
        ada.request().get(PATH + "2026-03-29").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"from,soon", "to,2026-13-01", "cursor,c29vbg", "cursor,???", "limit,0"})
    void invalidQueryIsRefusedByItsName(String name, String value) {
        ada.request()
                .queryParam(name, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void othersSeeAndChangeNothing() {
        put("2026-03-29", "80");
        TestUser eve = TestUser.fresh();
        eve.request().get(PATH + "2026-03-29").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        eve.request().delete(PATH + "2026-03-29").then().statusCode(404);
        eve.sends("{\"weight\":150,\"unit\":\"kg\"}").put(PATH + "2026-03-29");
        ada.request().get(PATH).then().body("items.weight", contains(80));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
        given().get(PATH + "2026-03-29").then().statusCode(401);
    }
}
