package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.post;
import static dev.trainyard.training.activity.Activities.recorded;
import static dev.trainyard.training.activity.Activities.run;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What an activity shows of its loads, and how that follows from what is said. */
@QuarkusTest
class ActivityLoadsTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private void athlete(String json) {
        ada.sends(json).header("If-Match", "*").put("/api/v1/athlete");
    }

    private void heartRatesFrom(String day, String json) {
        ada.sends(json).put("/api/v1/athlete/heart-rates/" + day);
    }

    private ValidatableResponse read(String activity) {
        return ada.request().get(activity).then().statusCode(200);
    }

    /** Ten minutes at each of four rates. */
    private void recordStream(String activity) throws SQLException {
        try (var connection = database.connectAs("training_app");
                var statement = connection.prepareStatement("""
                        INSERT INTO activity_heart_rate (user_id, activity_id, stream, sample_count, rates, seconds)
                        VALUES (?, ?::uuid, '\\x00', 1, '{80, 110, 150, 180}', '{600, 600, 600, 600}')
                        """)) {
            statement.setString(1, ada.id());
            statement.setString(2, activity.substring(PATH.length() + 1));
            statement.executeUpdate();
        }
    }

    @Test
    void newActivityShowsItsLoadsAtOnce() {
        athlete("{\"sex\":\"male\"}");
        heartRatesFrom("2026-03-01", "{\"resting\":55,\"max\":190}");
        post(ada, run().put("averageHeartRate", 155).put("rpe", 6).put("distanceMeters", 16_093.44))
                .then()
                .statusCode(201)
                .body("day", equalTo("2026-03-28"))
                .body("loads.metric", contains("trimp", "edwards", "lucia", "srpe", "load_miles"))
                .body("loads.value", contains(equalTo(117.9399f), nullValue(), nullValue(), equalTo(360), equalTo(10)))
                .body(
                        "loads.reason",
                        contains(
                                nullValue(),
                                equalTo("no-heart-rate-stream"),
                                equalTo("no-heart-rate-stream"),
                                nullValue(),
                                nullValue()))
                .body("loads.formula", contains("banister@1", "edwards@1", "lucia@1", "foster@1", "load-miles@1"))
                .body("timeInZones", nullValue());
    }

    @Test
    void patchedActivityShowsItsNewLoads() {
        String activity = recorded(ada, run().put("rpe", 6));
        ada.sends("{\"rpe\":7,\"durationSeconds\":1800,\"movingSeconds\":1700,\"environment\":\"indoor\"}")
                .header("If-Match", "*")
                .patch(activity)
                .then()
                .statusCode(200)
                .body("loads[3].value", equalTo(210))
                .body("movingSeconds", equalTo(1_700))
                .body("environment", equalTo("indoor"));
    }

    @Test
    void listShowsWhatEachActivityShows() throws SQLException {
        heartRatesFrom("2026-03-01", "{\"max\":200}");
        recordStream(recorded(ada, run().put("startedAt", "2026-03-27T07:30:00Z")));
        recorded(ada, run().put("rpe", 3));
        var items = ada.request().get(PATH).jsonPath().getList("items");
        assertEquals(2, items.size());
        for (int i = 0; i < 2; i++) {
            String id = ada.request().get(PATH).path("items[" + i + "].id");
            assertEquals(ada.request().get(PATH + "/" + id).jsonPath().getMap("$"), items.get(i));
        }
    }

    @Test
    void heartRatesOfItsDayCount() {
        athlete("{\"sex\":\"male\"}");
        heartRatesFrom("2026-03-28", "{\"resting\":55,\"max\":190}");
        heartRatesFrom("2026-03-29", "{\"resting\":40,\"max\":200}");
        String before = recorded(ada, run().put("averageHeartRate", 155).put("startedAt", "2026-03-27T23:59:59Z"));
        String on = recorded(ada, run().put("averageHeartRate", 155).put("startedAt", "2026-03-28T00:00:00Z"));
        read(before).body("loads[0].reason", equalTo("no-resting-heart-rate"));
        read(on).body("loads[0].value", equalTo(117.9399f));
    }

    @Test
    void changedHeartRatesChangeLoads() {
        athlete("{\"sex\":\"male\"}");
        String activity = recorded(ada, run().put("averageHeartRate", 155));
        heartRatesFrom("2026-03-01", "{\"resting\":55,\"max\":190}");
        read(activity).body("loads[0].value", equalTo(117.9399f)).header("ETag", "\"1\"");
        ada.request().delete("/api/v1/athlete/heart-rates/2026-03-01");
        read(activity).body("loads[0].value", nullValue()).body("loads[0].reason", equalTo("no-resting-heart-rate"));
    }

    @Test
    void sexChangesTheConstants() {
        heartRatesFrom("2026-03-01", "{\"resting\":55,\"max\":190}");
        String activity = recorded(ada, run().put("averageHeartRate", 155));
        read(activity).body("loads[0].reason", equalTo("no-sex"));
        athlete("{\"sex\":\"female\"}");
        read(activity).body("loads[0].value", equalTo(131.6905f));
    }

    @Test
    void timeZoneMovesTheDay() {
        String activity = recorded(ada, run().put("startedAt", "2026-03-28T23:30:00Z"));
        read(activity).body("day", equalTo("2026-03-28"));
        athlete("{\"timeZone\":\"Europe/Berlin\"}");
        read(activity).body("day", equalTo("2026-03-29"));
    }

    @Test
    void timeInZonesIsByTheZonesOfItsDay() throws SQLException {
        heartRatesFrom("2026-03-01", "{\"max\":200}");
        String activity = recorded(ada, run());
        recordStream(activity);
        read(activity)
                .body("timeInZones.zone", contains(0, 1, 2, 3, 4, 5))
                .body("timeInZones.from", contains(0, 100, 120, 140, 160, 180))
                .body("timeInZones.seconds", contains(600, 600, 0, 600, 0, 600))
                .body("loads[1].value", equalTo(90));
    }

    @Test
    void timeInZonesFollowsZonesThatWereSet() throws SQLException {
        String activity = recorded(ada, run());
        recordStream(activity);
        read(activity).body("timeInZones", nullValue());
        heartRatesFrom("2026-03-01", "{\"zones\":[80,111,150,170,181]}");
        read(activity)
                .body("timeInZones.from", contains(0, 80, 111, 150, 170, 181))
                .body("timeInZones.seconds", contains(0, 1_200, 0, 600, 600, 0))
                .body("loads[1].reason", equalTo("no-max-heart-rate"));
    }

    @Test
    void daysOfTheListAreTheAthletes() {
        athlete("{\"timeZone\":\"Pacific/Kiritimati\"}");
        // This day begins at 10:00Z on the 28th there.
        for (String start : new String[] {
            "2026-03-28T09:59:59Z", "2026-03-28T10:00:00Z", "2026-03-29T09:59:59Z", "2026-03-29T10:00:00Z"
        }) {
            recorded(ada, run().put("startedAt", start));
        }
        ada.request()
                .get(PATH + "?from=2026-03-29&to=2026-03-29")
                .then()
                .body("items.startedAt", contains("2026-03-29T09:59:59Z", "2026-03-28T10:00:00Z"))
                .body("items.day", contains("2026-03-29", "2026-03-29"));
    }

    @Test
    void headerOutdoesTheAthletesTimeZone() {
        athlete("{\"timeZone\":\"Pacific/Kiritimati\"}");
        recorded(ada, run().put("startedAt", "2026-03-28T10:00:00Z"));
        ada.request()
                .header("Time-Zone", "UTC")
                .get(PATH + "?from=2026-03-28&to=2026-03-28")
                .then()
                .body("items.startedAt", contains("2026-03-28T10:00:00Z"));
    }

    @Test
    void dayThatHasAnHourTwiceHasAllOfIt() {
        // Havana's 2025-11-02 had the hour after midnight twice: it began at 04:00Z.
        athlete("{\"timeZone\":\"America/Havana\"}");
        recorded(ada, run().put("startedAt", "2025-11-02T04:00:00Z"));
        recorded(ada, run().put("startedAt", "2025-11-02T03:59:59Z"));
        ada.request()
                .get(PATH + "?from=2025-11-02&to=2025-11-02")
                .then()
                .body("items.startedAt", contains("2025-11-02T04:00:00Z"));
    }

    @Test
    void firstMomentsOf1970AreListedWestOfGreenwich() {
        athlete("{\"timeZone\":\"America/New_York\"}");
        recorded(ada, run().put("startedAt", "1970-01-01T00:00:00Z"));
        ada.request().get(PATH).then().body("items.day", contains("1969-12-31"));
    }
}
