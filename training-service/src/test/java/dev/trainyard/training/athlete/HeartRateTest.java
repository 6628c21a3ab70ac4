package dev.trainyard.training.athlete;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HeartRateTest {

    private static final String PATH = "/api/v1/athlete/heart-rates";
    private static final String DAY = PATH + "/2026-03-01";

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private Response put(String day, String json) {
        return ada.sends(json).put(PATH + "/" + day);
    }

    @Test
    void writtenHeartRatesCanBeReadBack() {
        Response written = put(
                "2026-03-01",
                "{\"resting\":52,\"max\":188,\"threshold\":168,\"vt1\":135,\"vt2\":165,\"zones\":[95,120,140,155,170]}");

        written.then()
                .statusCode(201)
                .header("Location", endsWith(DAY))
                .body("effectiveFrom", equalTo("2026-03-01"))
                .body("resting", equalTo(52))
                .body("max", equalTo(188))
                .body("threshold", equalTo(168))
                .body("vt1", equalTo(135))
                .body("vt2", equalTo(165))
                .body("zones", contains(95, 120, 140, 155, 170));
        assertEquals(written.asString(), ada.request().get(DAY).asString());
    }

    @Test
    void writingAgainReplacesAllOfThem() {
        put("2026-03-01", "{\"resting\":52,\"zones\":[95,120,140,155,170]}");
        put("2026-03-01", "{\"max\":188}").then().statusCode(200).body("resting", nullValue());
        ada.request()
                .get(DAY)
                .then()
                .body("resting", nullValue())
                .body("zones", nullValue())
                .body("max", equalTo(188));
    }

    @Test
    void newestComeFirstPageByPage() {
        for (String day : List.of("2026-03-01", "1970-01-01", "2100-12-31", "2025-07-01")) {
            put(day, "{\"max\":188}");
        }
        List<String> days = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = ada.request()
                    .queryParam("limit", 1)
                    .queryParam("cursor", cursor)
                    .get(PATH)
                    .jsonPath();
            days.addAll(page.getList("items.effectiveFrom"));
            cursor = page.getString("next");
        }
        assertEquals(List.of("2100-12-31", "2026-03-01", "2025-07-01", "1970-01-01"), days);
    }

    @Test
    void removedHeartRatesAreGone() {
        put("2026-03-01", "{\"max\":188}");
        ada.request().delete(DAY).then().statusCode(204);
        ada.request().get(DAY).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(DAY).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resting\":20}",
                "{\"resting\":150}",
                "{\"max\":100}",
                "{\"max\":260}",
                "{\"resting\":149,\"max\":150}",
                "{\"threshold\":60}",
                "{\"threshold\":188,\"max\":188}",
                "{\"vt1\":60,\"vt2\":61}",
                "{\"vt1\":259,\"vt2\":260,\"max\":260}",
                "{\"zones\":[20,21,22,23,260]}",
            })
    void valueAtTheBoundIsTaken(String json) {
        put("2026-03-01", json).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resting\":19}                      | /resting",
                "{\"resting\":151}                     | /resting",
                "{\"resting\":0}                       | /resting",
                "{\"resting\":\"52\"}                  | /resting",
                "{\"max\":99}                          | /max",
                "{\"max\":261}                         | /max",
                "{\"max\":255.5}                       | /max",
                "{\"resting\":120,\"max\":120}         | /max",
                "{\"resting\":130,\"max\":120}         | /max",
                "{\"threshold\":59}                    | /threshold",
                "{\"threshold\":189,\"max\":188}       | /threshold",
                "{\"vt1\":59,\"vt2\":150}              | /vt1",
                "{\"vt1\":150,\"vt2\":150}             | /vt2",
                "{\"vt1\":130,\"vt2\":189,\"max\":188} | /vt2",
                "{\"vt1\":130}                         | /vt2",
                "{\"vt2\":130}                         | /vt1",
                "{\"zones\":[100,120,140,155]}         | /zones",
                "{\"zones\":[1,2,3,4,5,6]}             | /zones",
                "{\"zones\":[100,120,120,155,170]}     | /zones/2",
                "{\"zones\":[19,120,130,155,170]}      | /zones/0",
                "{\"zones\":[100,120,130,155,261]}     | /zones/4",
                "{\"zones\":[100,120,null,155,170]}    | /zones/2",
                "{\"zones\":\"100\"}                   | /zones",
                "{}                                    | ''",
                "{\"max\":null}                        | ''",
                "{\"maximum\":188}                     | /maximum",
            })
    void whatCannotBeIsRefusedWithItsPlace(String json, String pointer) {
        Response refused = put("2026-03-01", json);
        refused.then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("body"));
        assertEquals(pointer, refused.<List<String>>path("violations.pointer").getFirst());
        ada.request().get(PATH).then().body("items", empty());
    }

    @Test
    void numberThatJsonDoesNotHaveIsRefused() {
        put("2026-03-01", "{\"max\":NaN}").then().statusCode(400).body("type", equalTo("urn:problem:malformed-json"));
    }

    @Test
    void everythingThatCannotBeIsNamedAtOnce() {
        put("2026-03-01", "{\"resting\":150,\"max\":120,\"threshold\":130,\"vt2\":125}")
                .then()
                .statusCode(400)
                .body("violations.pointer", containsInAnyOrder("/max", "/threshold", "/vt2", "/vt1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31", "2101-01-01", "2026-02-30", "today", "2026-3-1", "+999999999-12-31"})
    void dayThatCannotBeIsRefused(String day) {
        for (Response refused : List.of(
                put(day, "{\"max\":188}"),
                ada.request().get(PATH + "/" + day),
                ada.request().delete(PATH + "/" + day))) {
            refused.then()
                    .statusCode(400)
                    .body("violations[0].in", equalTo("path"))
                    .body("violations[0].pointer", equalTo("effectiveFrom"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "2026-02-30", "+999999999-12-31"})
    void cursorOfAnotherListIsRefused(String text) {
        String cursor = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        ada.request()
                .queryParam("cursor", cursor)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("cursor"));
    }

    @Test
    void othersFindNothing() {
        put("2026-03-01", "{\"max\":188}");
        TestUser eve = TestUser.fresh();
        eve.request().get(DAY).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        eve.request().delete(DAY).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        eve.sends("{\"max\":170}").put(DAY).then().statusCode(201);
        eve.request().get(PATH).then().body("items", hasSize(1));
        ada.request().get(DAY).then().statusCode(200).body("max", equalTo(188));
    }

    @ParameterizedTest
    @CsvSource({"GET,", "GET,/2026-03-01", "PUT,/2026-03-01", "DELETE,/2026-03-01"})
    void anonymousIsRefused(Method method, String suffix) {
        given().contentType("application/json")
                .body("{\"max\":188}")
                .request(method, PATH + (suffix == null ? "" : suffix))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void heartRatesAreReadFromTheKeyInItsOrder() throws Exception {
        String plan = Plan.of(database, "training", HeartRateStore.LIST);
        assertThat(plan, containsString("Index Scan Backward using pk_athlete_heart_rate"));
    }
}
