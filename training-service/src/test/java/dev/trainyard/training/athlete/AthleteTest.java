package dev.trainyard.training.athlete;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AthleteTest {

    private static final String PATH = "/api/v1/athlete";

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private Response put(String version, String json) {
        return ada.sends(json).header("If-Match", version).put(PATH);
    }

    @Test
    void whoNeverSaidAnythingHasTheDefaults() {
        ada.request()
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("sex", nullValue())
                .body("birthYear", nullValue())
                .body("timeZone", equalTo("UTC"))
                .body("updatedAt", nullValue())
                .body("version", equalTo(0));
    }

    @Test
    void whatIsSaidCanBeReadBack() {
        Response written = put("\"0\"", "{\"sex\":\"female\",\"birthYear\":1991,\"timeZone\":\"Europe/Berlin\"}");

        written.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("sex", equalTo("female"))
                .body("birthYear", equalTo(1991))
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("updatedAt", notNullValue());
        Response read = ada.request().get(PATH);
        assertEquals(written.asString(), read.asString());
        assertEquals("\"1\"", read.header("ETag"));
    }

    @Test
    void writingReplacesAllOfIt() {
        put("\"0\"", "{\"sex\":\"female\",\"birthYear\":1991,\"timeZone\":\"Europe/Berlin\"}");
        put("\"1\"", "{\"birthYear\":1992}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("sex", nullValue())
                .body("birthYear", equalTo(1992))
                .body("timeZone", equalTo("UTC"));
    }

    @Test
    void heartRatesLeaveTheVersionAlone() {
        ada.sends("{\"max\":190}").put(PATH + "/heart-rates/2026-03-01");
        ada.request().get(PATH).then().header("ETag", "\"0\"").body("updatedAt", nullValue());
        put("\"0\"", "{\"sex\":\"male\"}").then().statusCode(200).header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sex       | \"male\"",
                "sex       | \"female\"",
                "sex       | null",
                "birthYear | 1900",
                "birthYear | null",
                "timeZone  | \"America/Argentina/ComodRivadavia\"",
                "timeZone  | null",
            })
    void valueAtTheBoundIsTaken(String field, String value) {
        put("*", "{\"" + field + "\":" + value + "}").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sex       | \"other\"",
                "sex       | \"Male\"",
                "sex       | 1",
                "birthYear | 1899",
                "birthYear | 2100",
                "birthYear | -1991",
                "birthYear | 1991.5",
                "birthYear | \"1991\"",
                "timeZone  | \"\"",
                "timeZone  | \"Mars/Olympus\"",
                "timeZone  | \"+02:00\"",
                "timeZone  | \"SystemV/PST8\"",
                "timeZone  | 1",
                "weight    | 70",
            })
    void valueBeyondTheBoundIsRefusedWithItsPlace(String field, String value) {
        put("*", "{\"" + field + "\":" + value + "}")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains("/" + field));
        ada.request().get(PATH).then().header("ETag", "\"0\"");
    }

    @Test
    void thisYearIsABirthYearAndTheNextIsNot() {
        int year = Year.now(ZoneOffset.UTC).getValue();
        put("*", "{\"birthYear\":" + year + "}").then().statusCode(200);
        put("*", "{\"birthYear\":" + (year + 1) + ",\"timeZone\":\"Moon\"}")
                .then()
                .statusCode(400)
                .body("violations.pointer", containsInAnyOrder("/birthYear", "/timeZone"));
    }

    @Test
    void writingWithoutVersionIsRefused() {
        ada.sends("{}").put(PATH).then().statusCode(428).body("type", equalTo("urn:problem:precondition-required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "0", "W/\"0\""})
    void writingAnotherVersionIsRefused(String ifMatch) {
        put(ifMatch, "{}").then().statusCode(412).body("type", equalTo("urn:problem:stale-version"));
    }

    @Test
    void oneOfManyConcurrentFirstWritersWins() throws Exception {
        List<Callable<Integer>> writers = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(
                        i -> () -> put("\"0\"", "{\"birthYear\":199" + i + "}").statusCode())
                .toList();
        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads.invokeAll(writers).stream()
                    .map(written -> written.resultNow())
                    .toList();
        }
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 412), statuses::toString);
    }

    @Test
    void othersSeeTheirOwn() {
        put("*", "{\"sex\":\"female\",\"birthYear\":1991}");
        TestUser.fresh().request().get(PATH).then().header("ETag", "\"0\"").body("sex", nullValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"GET", "PUT"})
    void anonymousIsRefused(Method method) {
        given().contentType("application/json")
                .body("{}")
                .request(method, PATH)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void everyZoneThatIsTakenIsOneOfTheDatabase() throws SQLException {
        String[] names =
                ZoneId.getAvailableZoneIds().stream().filter(TimeZones::has).toArray(String[]::new);
        assertTrue(names.length > 500);
        try (var connection = database.connectAs("training_app");
                var statement =
                        connection.prepareStatement("SELECT count(now() AT TIME ZONE name) FROM unnest(?) AS name")) {
            statement.setArray(1, connection.createArrayOf("text", names));
            try (var row = statement.executeQuery()) {
                row.next();
                assertEquals(names.length, row.getInt(1));
            }
        }
    }
}
