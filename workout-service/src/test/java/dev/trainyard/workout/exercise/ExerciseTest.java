package dev.trainyard.workout.exercise;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExerciseTest {

    private static final String PATH = "/api/v1/exercises";

    private final TestUser ada = TestUser.fresh();

    private String make(String name) {
        return ada.sends("{\"name\":\"" + name + "\"}")
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    @Test
    void exerciseIsMadeAheadOfItsFirstSet() {
        String bench = make("  Bench   Press ");
        ada.request().get(bench).then().statusCode(200).body("name", equalTo("Bench Press"));
        Training.add(ada, Training.start(ada), "bench press", "50", 5)
                .then()
                .body("exercise.id", equalTo(bench.substring(bench.lastIndexOf('/') + 1)));
    }

    @Test
    void secondOneOfANameIsRefused() {
        make("Squat");
        ada.sends("{\"name\":\"SQUAT\"}")
                .post(PATH)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"));
    }

    @Test
    void makingIsDoneOncePerKey() {
        for (int i = 0; i < 2; i++) {
            ada.sends("{\"name\":\"Squat\"}")
                    .header("Idempotency-Key", "squat")
                    .post(PATH)
                    .then()
                    .statusCode(201);
        }
        ada.request().get(PATH).then().body("items.name", contains("Squat"));
    }

    @Test
    void exerciseIsRenamedWithItsSets() {
        String workout = Training.start(ada);
        String id = Training.add(ada, workout, "Sqat", "50", 5).path("exercise.id");
        ada.sends("{\"name\":\"Squat\"}")
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Squat"));
        ada.request().get(workout).then().body("sets.exercise.name", contains("Squat"));
    }

    @Test
    void nameOfAnotherExerciseIsRefused() {
        make("Squat");
        String other = make("Deadlift");
        ada.sends("{\"name\":\"squat\"}")
                .patch(other)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"));
        ada.request().get(other).then().body("name", equalTo("Deadlift"));
    }

    @Test
    void writingTheNameDifferentlyIsAllowed() {
        String squat = make("squat");
        ada.sends("{\"name\":\"Squat\"}").patch(squat).then().statusCode(200).body("name", equalTo("Squat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":\"  \"}", "{\"name\":\"a\\tb\\u0007\"}"})
    void whatIsNoNameIsRefused(String draft) {
        ada.sends(draft).post(PATH).then().statusCode(400).body("violations[0].pointer", equalTo("/name"));
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(
                ada, make("Squat"), Access.get(), Access.get("/latest"), Access.patch("", "{\"name\":\"Mine\"}"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH).then().statusCode(401);
    }
}
