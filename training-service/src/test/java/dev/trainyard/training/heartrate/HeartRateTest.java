package dev.trainyard.training.heartrate;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.garmin.fit.Sport;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.recording.FitFile;
import dev.trainyard.training.recording.Tour;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HeartRateTest {

    private final TestUser ada = TestUser.fresh();

    private String imported() {
        Tour tour = Tour.from("2026-03-28T07:30:00Z")
                .withHeartRate(second -> 100 + second)
                .move(100, 3);
        return "/api/v1/activities/"
                + ada.request()
                        .contentType("application/octet-stream")
                        .body(FitFile.of(tour, Sport.RUNNING, 1L))
                        .post("/api/v1/activities/files")
                        .path("activities[0].id");
    }

    @Test
    void heartRateIsReadAsItWasRecorded() {
        ada.request()
                .get(imported() + "/heart-rate")
                .then()
                .statusCode(200)
                .body("start", equalTo("2026-03-28T07:30:00Z"))
                .body("samples", hasSize(100))
                .body("samples[0]", contains(0, 100))
                .body("samples[99]", contains(99, 199));
    }

    @Test
    void heartRateIsThinned() {
        ada.request()
                .get(imported() + "/heart-rate?resolution=30")
                .then()
                .statusCode(200)
                .body("samples.collect { it[0] }", contains(0, 30, 60, 90))
                .body("samples.collect { it[1] }", contains(115, 145, 175, 195));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3601", "1.5", "x"})
    void resolutionIsANumberOfSeconds(String resolution) {
        ada.request()
                .queryParam("resolution", resolution)
                .get(imported() + "/heart-rate")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("resolution"));
    }

    @Test
    void activityWithoutSensorHasNoSamples() {
        String id = ada.sends("""
                        {"type": "run", "startedAt": "2026-03-28T07:30:00Z", "durationSeconds": 3600}
                        """).post("/api/v1/activities").path("id");
        ada.request()
                .get("/api/v1/activities/" + id + "/heart-rate")
                .then()
                .statusCode(200)
                .body("start", equalTo("2026-03-28T07:30:00Z"))
                .body("samples", empty());
    }

    @Test
    void otherUsersFindNothing() {
        OtherUsers.findNothingAt(ada, imported(), Access.get("/heart-rate"));
    }
}
