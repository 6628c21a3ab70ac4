package dev.trainyard.workout.preference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
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
    void unsetPreferencesAreTheDefaults() {
        ada.request()
                .get("/api/v1/preferences")
                .then()
                .body("weekStart", equalTo("monday"))
                .body("progressionType", equalTo("linear"))
                .body("linearIncrement.weight", equalTo(2.5f))
                .body("linearIncrement.unit", equalTo("kg"))
                .body("percentageIncrement", equalTo(2.5f))
                .body("warmupPercentages", contains(40, 60, 80))
                .body("warmupReps", contains(8, 5, 3))
                .body("targetWorkoutsPerWeek", equalTo(3))
                .body("experienceLevel", equalTo("intermediate"))
                .body("defaultRestSeconds", equalTo(120));
    }

    @Test
    void changedPreferencesAreReadBackExactly() {
        ada.sends("""
                        {"weekStart":"saturday","progressionType":"adaptive",
                         "linearIncrement":{"weight":1.25,"unit":"lb"},"percentageIncrement":1.75,
                         "warmupPercentages":[50,72.5],"warmupReps":[6,2],"targetWorkoutsPerWeek":5,
                         "experienceLevel":"advanced","defaultRestSeconds":90}
                        """).patch("/api/v1/preferences").then().statusCode(200);
        ada.request()
                .get("/api/v1/preferences")
                .then()
                .body("timeZone", equalTo("UTC"))
                .body("weekStart", equalTo("saturday"))
                .body("progressionType", equalTo("adaptive"))
                .body("linearIncrement.weight", equalTo(1.25f))
                .body("linearIncrement.unit", equalTo("lb"))
                .body("percentageIncrement", equalTo(1.75f))
                .body("warmupPercentages", contains(50, 72.5f))
                .body("warmupReps", contains(6, 2))
                .body("targetWorkoutsPerWeek", equalTo(5))
                .body("experienceLevel", equalTo("advanced"))
                .body("defaultRestSeconds", equalTo(90));
    }

    @Test
    void clientThatKnowsOnlyZoneAndUnitUndoesNothing() {
        ada.sends("{\"progressionType\":\"percentage\"}").patch("/api/v1/preferences");
        ada.sends("{\"timeZone\":\"UTC\",\"weightUnit\":\"kg\"}")
                .put("/api/v1/preferences")
                .then()
                .statusCode(200)
                .body("progressionType", equalTo("percentage"));
    }

    @Test
    void usualIncrementFollowsTheUnit() {
        ada.sends("{\"weightUnit\":\"lb\"}")
                .patch("/api/v1/preferences")
                .then()
                .body("linearIncrement.weight", equalTo(5))
                .body("linearIncrement.unit", equalTo("lb"));
    }

    @Test
    void incrementOfNullIsTheUsualOneAgain() {
        ada.sends("{\"linearIncrement\":{\"weight\":1,\"unit\":\"kg\"}}").patch("/api/v1/preferences");
        ada.sends("{\"linearIncrement\":null}")
                .patch("/api/v1/preferences")
                .then()
                .body("linearIncrement.weight", equalTo(2.5f));
    }

    @Test
    void concurrentChangesOfDifferentPreferencesAllStay() throws Exception {
        List<Callable<Integer>> changes = Stream.of(
                        "{'weekStart':'sunday'}",
                        "{'progressionType':'adaptive'}",
                        "{'targetWorkoutsPerWeek':6}",
                        "{'defaultRestSeconds':45}",
                        "{'timeZone':'Asia/Tokyo'}")
                .<Callable<Integer>>map(json -> () -> ada.sends(json.replace('\'', '"'))
                        .patch("/api/v1/preferences")
                        .statusCode())
                .toList();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.invokeAll(changes);
        }
        ada.request()
                .get("/api/v1/preferences")
                .then()
                .body("weekStart", equalTo("sunday"))
                .body("progressionType", equalTo("adaptive"))
                .body("targetWorkoutsPerWeek", equalTo(6))
                .body("defaultRestSeconds", equalTo(45))
                .body("timeZone", equalTo("Asia/Tokyo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'weekStart':'tuesday'}|/weekStart",
                "{'progressionType':'random'}|/progressionType",
                "{'linearIncrement':{'weight':0,'unit':'kg'}}|/linearIncrement/weight",
                "{'linearIncrement':{'weight':50.0001,'unit':'kg'}}|/linearIncrement/weight",
                "{'linearIncrement':{'weight':120,'unit':'lb'}}|/linearIncrement/weight",
                "{'linearIncrement':{'weight':1}}|/linearIncrement/unit",
                "{'percentageIncrement':0}|/percentageIncrement",
                "{'percentageIncrement':20.1}|/percentageIncrement",
                "{'warmupPercentages':[40,100],'warmupReps':[1,1]}|/warmupPercentages/1",
                "{'warmupPercentages':[0],'warmupReps':[1]}|/warmupPercentages/0",
                "{'warmupPercentages':[1,2,3,4,5,6,7,8,9,10,11]}|/warmupPercentages",
                "{'warmupPercentages':[40,null,60]}|/warmupPercentages/1",
                "{'warmupPercentages':[40,60]}|/warmupPercentages",
                "{'warmupReps':[40,60]}|/warmupReps",
                "{'warmupReps':[8,5,0]}|/warmupReps/2",
                "{'warmupReps':[8,5,101]}|/warmupReps/2",
                "{'targetWorkoutsPerWeek':0}|/targetWorkoutsPerWeek",
                "{'targetWorkoutsPerWeek':15}|/targetWorkoutsPerWeek",
                "{'experienceLevel':'expert'}|/experienceLevel",
                "{'defaultRestSeconds':-1}|/defaultRestSeconds",
                "{'defaultRestSeconds':3601}|/defaultRestSeconds",
                "{'timeZone':'Mars/Olympus'}|/timeZone"
            })
    void changeOutOfBoundsIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .patch("/api/v1/preferences")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/preferences").then().statusCode(401);
    }
}
