package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.allPages;
import static dev.trainyard.training.activity.Activities.post;
import static dev.trainyard.training.activity.Activities.run;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ActivityListTest {

    private final TestUser ada = TestUser.fresh();

    private void ranAt(String... starts) {
        Stream.of(starts).forEach(start -> post(ada, run().put("startedAt", start)));
    }

    private ValidatableResponse list(String query) {
        return ada.request().get(PATH + query).then();
    }

    @Test
    void newestComesFirstWhateverWasRecordedFirst() {
        ranAt("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z", "2026-03-01T10:00:00Z");
        list("").statusCode(200)
                .body(
                        "items.startedAt",
                        contains("2026-03-03T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-01T10:00:00Z"))
                .body("next", nullValue());
    }

    @Test
    void pagesTogetherAreTheWholeListEvenWhereStartsAreEqual() {
        for (int day = 1; day <= 4; day++) {
            String start = "2026-03-0" + day + "T10:00:00.123456Z";
            ranAt(start, start);
        }
        List<Map<String, Object>> whole = ada.request().get(PATH).jsonPath().getList("items");

        assertEquals(8, whole.size());
        assertEquals(whole, allPages(ada, 3, Map.of()));
        assertEquals(whole, allPages(ada, 1, Map.of()));
    }

    @Test
    void pagesOfAFilteredListStayWithinTheFilter() {
        ranAt("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z", "2026-03-04T10:00:00Z");
        post(ada, run().put("type", "ride").put("startedAt", "2026-03-02T11:00:00Z"));

        List<Object> starts = allPages(ada, 1, Map.of("from", "2026-03-02", "to", "2026-03-03", "type", "run")).stream()
                .map(activity -> activity.get("startedAt"))
                .toList();

        assertEquals(List.of("2026-03-03T10:00:00Z", "2026-03-02T10:00:00Z"), starts);
    }

    @Test
    void cursorDoesNotLeaveTheFilterItIsUsedWith() {
        ranAt("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z");
        String afterTheThird = ada.request().get(PATH + "?limit=1").path("next");
        list("?to=2026-03-01&cursor=" + afterTheThird).body("items.startedAt", contains("2026-03-01T10:00:00Z"));
    }

    @Test
    void firstAndLastDayBelongToTheRange() {
        ranAt(
                "2026-02-28T23:59:59.999999Z",
                "2026-03-01T00:00:00Z",
                "2026-03-02T23:59:59.999999Z",
                "2026-03-03T00:00:00Z");
        list("?from=2026-03-01&to=2026-03-02")
                .body("items.startedAt", contains("2026-03-02T23:59:59.999999Z", "2026-03-01T00:00:00Z"));
    }

    @Test
    void daysAreThoseOfTheTimeZone() {
        // The night in which Berlin skips from 02:00 to 03:00: this day begins at 23:00Z and ends at 22:00Z.
        ranAt("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z");
        ada.request()
                .header("Time-Zone", "Europe/Berlin")
                .get(PATH + "?from=2026-03-29&to=2026-03-29")
                .then()
                .body("items.startedAt", contains("2026-03-29T21:59:59Z", "2026-03-28T23:00:00Z"));
    }

    @Test
    void dayWithoutMidnightBeginsWhenItBegins() {
        // São Paulo's summer time began at midnight: 2018-11-04 has no 00:00 there and begins at 01:00, 03:00Z.
        ranAt("2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z");
        ada.request()
                .header("Time-Zone", "America/Sao_Paulo")
                .get(PATH + "?from=2018-11-04")
                .then()
                .body("items.startedAt", contains("2018-11-04T03:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"run,2", "ride,1", "swim,0"})
    void typeSelects(String type, int count) {
        ranAt("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z");
        post(ada, run().put("type", "ride"));
        list("?type=" + type).statusCode(200).body("items", hasSize(count));
    }

    @ParameterizedTest
    @CsvSource({
        "from,yesterday",
        "from,2026-02-30",
        "from,2026-3-1",
        "from,1969-12-31",
        "from,+999999999-12-31",
        "to,2026-03-01T00:00:00Z",
        "to,9999-12-31",
        "type,dance",
        "limit,0",
        "limit,201",
        "cursor,garbage",
    })
    void badParameterIsRefusedByName(String name, String value) {
        ada.request()
                .queryParam(name, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void rangeThatEndsBeforeItBeginsIsRefused() {
        list("?from=2026-03-02&to=2026-03-01").statusCode(400).body("violations[0].pointer", equalTo("to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "Europe/Berlin; DROP TABLE activity", "+99:00"})
    void unknownTimeZoneIsRefused(String zone) {
        ada.request()
                .header("Time-Zone", zone)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("header"))
                .body("violations[0].pointer", equalTo("Time-Zone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+999999-01-01T00:00:00Z"})
    void cursorFromBeyondTheCalendarIsRefused(String start) {
        String cursor = start + "\u001f00000000-0000-0000-0000-000000000000";
        list("?cursor=" + Base64.getUrlEncoder().encodeToString(cursor.getBytes(StandardCharsets.UTF_8)))
                .statusCode(400)
                .body("violations[0].pointer", equalTo("cursor"));
    }
}
