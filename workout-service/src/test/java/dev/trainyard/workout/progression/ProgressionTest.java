package dev.trainyard.workout.progression;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ProgressionTest {

    private static final String GYM = "{\"bar\":{\"weight\":20,\"unit\":\"kg\"},\"plates\":["
            + "{\"weight\":20,\"unit\":\"kg\",\"pairs\":3},{\"weight\":5,\"unit\":\"kg\",\"pairs\":3}]}";

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    /** Does sets of one exercise in a workout of a day of January 2026; the exercise's id. */
    private String train(int day, String weight, String furtherFields, int... reps) {
        String workout = ada.sends("{\"startedAt\":\"2026-01-%02dT10:00:00Z\"}".formatted(day))
                .post("/api/v1/workouts")
                .header("Location");
        String exercise = null;
        for (int done : reps) {
            exercise = Training.add(ada, workout, "Squat", weight, done, furtherFields)
                    .path("exercise.id");
        }
        Training.finish(ada, workout);
        return exercise;
    }

    private ValidatableResponse nextLoad(String exercise, String query) {
        return ada.request()
                .get("/api/v1/exercises/" + exercise + "/next-load" + query)
                .then();
    }

    private void prefer(String json) {
        ada.sends(json.replace('\'', '"')).patch("/api/v1/preferences").then().statusCode(200);
    }

    @Test
    void nextLoadNamesItsRuleAndWhatItIsBasedOn() {
        train(1, "90", "", 5, 5, 5);
        String squat = train(2, "100", "", 5, 5, 5);
        nextLoad(squat, "?reps=5&sets=3")
                .statusCode(200)
                .body("load", equalTo(102.5f))
                .body("unit", equalTo("kg"))
                .body("reps", equalTo(5))
                .body("rule", equalTo("linear"))
                .body("action", equalTo("increase"))
                .body("reason", equalTo("All 3 sets at 100 kg had 5 repetitions: 2.5 kg more."))
                .body("basedOn.startedAt", equalTo("2026-01-02T10:00:00Z"))
                .body("basedOn.sets.reps", contains(5, 5, 5))
                .body("formulas", contains("linear@1"));
    }

    @Test
    void activeWorkoutIsNotHistoryYet() {
        String squat = train(1, "90", "", 5);
        Training.add(ada, Training.start(ada), "Squat", "200", 5);
        nextLoad(squat, "").body("load", equalTo(92.5f));
    }

    @Test
    void exerciseWithoutWorkingSetsHasNoLoadButAReason() {
        String squat = train(1, "60", ",\"type\":\"warmup\"", 5);
        nextLoad(squat, "")
                .statusCode(200)
                .body("load", nullValue())
                .body("action", equalTo("none"))
                .body("basedOn", nullValue())
                .body(
                        "reason",
                        equalTo("There is no finished workout with working sets of this exercise with a weight."));
    }

    @Test
    void preferencesChooseTheRuleTheIncrementAndTheUnit() {
        String squat = train(1, "100", "", 5);
        prefer("{'linearIncrement':{'weight':1.25,'unit':'kg'}}");
        nextLoad(squat, "").body("load", equalTo(101.25f));
        prefer("{'progressionType':'percentage','percentageIncrement':4}");
        nextLoad(squat, "").body("rule", equalTo("percentage")).body("load", equalTo(104));
        prefer("{'weightUnit':'lb'}");
        nextLoad(squat, "").body("unit", equalTo("lb")).body("load", equalTo(229));
    }

    @Test
    void adaptiveLoadTakesTheReserveFromTheRpe() {
        String squat = train(1, "100", ",\"rpe\":6", 5);
        prefer("{'progressionType':'adaptive'}");
        nextLoad(squat, "").body("load", equalTo(105));
        nextLoad(squat, "?readiness=poor").body("load", equalTo(95.5f));
    }

    @Test
    void loadIsOneThatThePlatesMake() {
        String squat = train(1, "100", "", 5);
        ada.sends(GYM).put("/api/v1/preferences/gyms/home");
        nextLoad(squat, "").body("load", equalTo(110)).body("formulas", contains("linear@1", "nearest-plates@1"));
    }

    @Test
    void warmupLeadsToTheNextLoad() {
        String squat = train(1, "97.5", "", 5);
        ada.request()
                .get("/api/v1/exercises/" + squat + "/warmup-sets")
                .then()
                .statusCode(200)
                .body("working.weight", equalTo(100))
                .body("sets.weight", contains(40, 60, 80))
                .body("sets.reps", contains(8, 5, 3))
                .body("sets.percentage", contains(40, 60, 80))
                .body("formula", equalTo("warmup-share@1"));
    }

    @Test
    void warmupIsAtLeastTheBar() {
        String squat = train(1, "40", "", 5);
        ada.sends(GYM).put("/api/v1/preferences/gyms/home");
        ada.request()
                .get("/api/v1/exercises/" + squat + "/warmup-sets?weight=45&unit=kg&gym=home")
                .then()
                .body("sets.weight", contains(20, 30));
    }

    @Test
    void warmupWithoutAWorkingWeightIsEmpty() {
        String squat = train(1, "60", ",\"type\":\"warmup\"", 5);
        ada.request()
                .get("/api/v1/exercises/" + squat + "/warmup-sets")
                .then()
                .statusCode(200)
                .body("working", nullValue())
                .body("sets", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "next-load?reps=0, reps",
        "next-load?reps=1001, reps",
        "next-load?reps=five, reps",
        "next-load?reps=8&maxReps=7, maxReps",
        "next-load?maxReps=7, maxReps",
        "next-load?sets=31, sets",
        "next-load?readiness=great, readiness",
        "warmup-sets?weight=100, unit",
        "warmup-sets?unit=kg, weight",
        "warmup-sets?weight=0&unit=kg, weight",
        "warmup-sets?weight=2000.1&unit=kg, weight",
        "warmup-sets?weight=1e3&unit=kg, weight",
        "warmup-sets?weight=100&unit=st, unit"
    })
    void queryOutOfBoundsIsRefusedByItsName(String query, String name) {
        String squat = train(1, "100", "", 5);
        ada.request()
                .get("/api/v1/exercises/" + squat + "/" + query)
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo(name));
    }

    @Test
    void unknownGymIsNotFound() {
        nextLoad(train(1, "100", "", 5), "?gym=nowhere").statusCode(404);
    }

    @Test
    void historyIsReadByKeysAlone() throws Exception {
        assertThat(Plan.of(database, "workout", HistoryStore.READ), not(containsString("Seq Scan")));
    }

    @Test
    void othersFindNothing() {
        String squat = train(1, "100", "", 5);
        TestUser stranger = TestUser.fresh();
        for (String what : new String[] {"next-load", "warmup-sets"}) {
            stranger.request()
                    .get("/api/v1/exercises/" + squat + "/" + what)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:problem:not-found"));
            stranger.request()
                    .get("/api/v1/exercises/" + UUID.randomUUID() + "/" + what)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/exercises/" + UUID.randomUUID() + "/next-load")
                .then()
                .statusCode(401);
    }
}
