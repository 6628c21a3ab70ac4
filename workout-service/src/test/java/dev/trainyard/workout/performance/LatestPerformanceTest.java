package dev.trainyard.workout.performance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LatestPerformanceTest {

    private final TestUser ada = TestUser.fresh();

    @Test
    void lastWorkoutThatHasTheExerciseIsShown() {
        String first = Training.start(ada);
        String squat = Training.add(ada, first, "Squat", "90", 5).path("exercise.id");
        Training.finish(ada, first);
        String second = Training.start(ada);
        Training.add(ada, second, "Squat", "100", 5);
        Training.add(ada, second, "Bench Press", "60", 8);
        Training.add(ada, second, "Squat", "105", 3);
        Training.finish(ada, second);
        Training.add(ada, Training.start(ada), "Bench Press", "60", 8);

        ada.request()
                .get("/api/v1/exercises/" + squat + "/latest")
                .then()
                .statusCode(200)
                .body("exercise.name", equalTo("Squat"))
                .body("workoutId", equalTo(second.substring(second.lastIndexOf('/') + 1)))
                .body("sets.weight", contains(100, 105))
                .body("sets.number", contains(1, 3));
    }

    @Test
    void exerciseThatWasNeverDoneHasNone() {
        String squat =
                ada.sends("{\"name\":\"Squat\"}").post("/api/v1/exercises").path("id");
        ada.request().get("/api/v1/exercises/" + squat + "/latest").then().statusCode(204);
    }
}
