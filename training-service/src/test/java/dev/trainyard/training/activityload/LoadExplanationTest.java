package dev.trainyard.training.activityload;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoadExplanationTest {

    private static final String PATH = "/api/v1/activities";

    private final TestUser ada = TestUser.fresh();

    private String recorded(String json) {
        return PATH + "/" + ada.sends(json).post(PATH).path("id");
    }

    private ValidatableResponse explained(String activity) {
        return ada.request().get(activity + "/load/explain").then().statusCode(200);
    }

    @Test
    void eachLoadHasItsInputsConstantsAndSteps() {
        ada.sends("{\"sex\":\"male\"}").header("If-Match", "*").put("/api/v1/athlete");
        ada.sends("{\"resting\":55,\"max\":190}").put("/api/v1/athlete/heart-rates/2026-03-01");
        String activity = recorded("""
                {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3900, "movingSeconds": 3600,
                 "averageHeartRate": 155, "distanceMeters": 16093.44, "elevationGainMeters": 228.6}
                """);

        explained(activity)
                .body("activityId", equalTo(activity.substring(PATH.length() + 1)))
                .body("day", equalTo("2026-03-28"))
                .body("loads.metric", contains("trimp", "edwards", "lucia", "srpe", "load_miles"))
                .body("loads.formula", contains("banister@1", "edwards@1", "lucia@1", "foster@1", "load-miles@1"))
                .body("loads[0].value", equalTo(117.9399f))
                .body("loads[0].reason", nullValue())
                .body("loads[0].inputs.durationSeconds", equalTo(3_900))
                .body("loads[0].inputs.movingSeconds", equalTo(3_600))
                .body("loads[0].inputs.averageHeartRate", equalTo(155))
                .body("loads[0].inputs.sex", equalTo("male"))
                .body("loads[0].inputs.heartRatesFrom", equalTo("2026-03-01"))
                .body("loads[0].inputs.resting", equalTo(55))
                .body("loads[0].inputs.max", equalTo(190))
                .body("loads[0].constants.a", equalTo(0.64f))
                .body("loads[0].constants.b", equalTo(1.92f))
                .body("loads[0].steps.name", contains("minutes", "reserve", "weight", "trimp"))
                .body(
                        "loads[0].steps.calculation",
                        contains(
                                "3600 s / 60",
                                "(155 - 55) / (190 - 55), at least 0, at most 1",
                                "0.64 × e^(1.92 × 0.740741)",
                                "60 × 0.740741 × 2.653648"))
                .body("loads[0].steps.value", contains(60, 0.740741f, 2.653648f, 117.93989f))
                .body("loads[1].reason", equalTo("no-heart-rate-stream"))
                .body("loads[3].reason", equalTo("no-rpe"))
                .body("loads[4].value", equalTo(11))
                .body(
                        "loads[4].steps.calculation",
                        contains("16093.44 m / 1609.344", "228.6 m / 0.3048 / 750", "10 × 1 + 1"));
    }

    @Test
    void missingInputIsNamedAndNotZero() {
        explained(recorded("{\"type\":\"other\",\"startedAt\":\"2026-03-28T07:30:00Z\",\"durationSeconds\":60}"))
                .body("loads", hasSize(5))
                .body("loads.value", contains(nullValue(), nullValue(), nullValue(), nullValue(), nullValue()))
                .body(
                        "loads.reason",
                        contains(
                                "no-average-heart-rate",
                                "no-heart-rate-stream",
                                "no-heart-rate-stream",
                                "no-rpe",
                                "no-conversion"))
                .body("loads[0].inputs.averageHeartRate", nullValue())
                .body("loads[0].steps", empty());
    }

    @Test
    void unknownClimbIsSaidToCountAsNone() {
        explained(
                        recorded(
                                "{\"type\":\"run\",\"startedAt\":\"2026-03-28T07:30:00Z\",\"durationSeconds\":60,\"distanceMeters\":1609.344}"))
                .body("loads[4].value", equalTo(1))
                .body("loads[4].inputs.elevationGainMeters", nullValue())
                .body("loads[4].steps[1].calculation", equalTo("not known: as if on the flat"));
    }

    @Test
    void othersFindNothing() {
        String activity = recorded("{\"type\":\"run\",\"startedAt\":\"2026-03-28T07:30:00Z\",\"durationSeconds\":60}");
        OtherUsers.findNothingAt(ada, activity, Access.get("/load/explain"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH + "/" + UUID.randomUUID() + "/load/explain")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
