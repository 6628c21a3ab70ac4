package dev.trainyard.workout.workout;

import static io.restassured.RestAssured.given;
import static java.util.stream.IntStream.range;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkoutResourceTest {

    private final TestUser ada = TestUser.fresh();

    @Test
    void startedWorkoutIsTheActiveOne() {
        var started = ada.sends("{\"name\":\"Push\",\"startedAt\":\"2026-01-02T03:04:05Z\"}")
                .post("/api/v1/workouts");

        started.then()
                .statusCode(201)
                .body("name", equalTo("Push"))
                .body("startedAt", equalTo("2026-01-02T03:04:05Z"))
                .body("finishedAt", nullValue());
        assertEquals("/api/v1/workouts/" + started.path("id"), started.header("Location"));
        ada.request().get("/api/v1/workouts/active").then().statusCode(200).body("id", equalTo(started.path("id")));
        ada.request().get(started.header("Location")).then().statusCode(200).body("id", equalTo(started.path("id")));
    }

    @Test
    void withoutAnActiveWorkoutThereIsNoContent() {
        ada.request().get("/api/v1/workouts/active").then().statusCode(204).body(emptyString());
    }

    @Test
    void secondActiveWorkoutIsRefusedByNameOfTheFirst() {
        String first = Training.start(ada);
        ada.sends("{}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-active"))
                .body("activeWorkoutId", equalTo(first.substring(first.lastIndexOf('/') + 1)));
    }

    @Test
    void oneOfManyConcurrentStartsWins() throws Exception {
        List<Callable<Integer>> starts = range(0, 20)
                .<Callable<Integer>>mapToObj(
                        i -> () -> ada.sends("{}").post("/api/v1/workouts").statusCode())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var start : starters.invokeAll(starts)) {
                statuses.add(start.get());
            }
        }
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(19, statuses.stream().filter(status -> status == 409).count());
    }

    @Test
    void finishedWorkoutMakesRoomForTheNext() {
        String first = Training.start(ada);
        ada.request()
                .noContentType()
                .post(first + "/finish")
                .then()
                .statusCode(200)
                .body("finishedAt", notNullValue());
        Training.start(ada);
    }

    @Test
    void finishedWorkoutCannotBeFinishedAgain() {
        String workout = Training.start(ada);
        Training.finish(ada, workout);
        ada.sends("{}")
                .post(workout + "/finish")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-finished"));
    }

    @Test
    void workoutCannotFinishBeforeItStarts() {
        String workout = Training.start(ada);
        ada.sends("{\"finishedAt\":\"2001-01-01T00:00:00Z\"}")
                .post(workout + "/finish")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/finishedAt"));
    }

    @Test
    void workoutOfAClockAheadOfOursCanBeFinished() {
        Instant ahead = Instant.now().plus(Duration.ofHours(20));
        String workout = ada.sends("{\"startedAt\":\"" + ahead + "\"}")
                .post("/api/v1/workouts")
                .header("Location");
        Training.finish(ada, workout);
    }

    @Test
    void startFarInTheFutureIsRefused() {
        Instant tooLate = Instant.now().plus(Duration.ofHours(25));
        ada.sends("{\"startedAt\":\"" + tooLate + "\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/startedAt"));
    }

    @Test
    void nameIsBounded() {
        ada.sends("{\"name\":\"" + "n".repeat(121) + "\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/name"));
    }

    @Test
    void unknownFieldIsRefused() {
        ada.sends("{\"user\":\"somebody\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/user"));
    }

    @Test
    void listIsNewestFirstPageByPage() {
        for (int day = 1; day <= 5; day++) {
            String workout = ada.sends("{\"name\":\"%d\",\"startedAt\":\"2026-01-0%dT00:00:00Z\"}".formatted(day, day))
                    .post("/api/v1/workouts")
                    .header("Location");
            Training.finish(ada, workout);
        }
        var first = ada.request().queryParam("limit", 3).get("/api/v1/workouts");
        first.then().body("items.name", contains("5", "4", "3"));
        ada.request()
                .queryParam("limit", 3)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/workouts")
                .then()
                .body("items.name", contains("2", "1"))
                .body("next", nullValue());
    }

    @Test
    void listCountsTheSets() {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "100", 5);
        ada.request().get("/api/v1/workouts").then().body("items[0].setCount", equalTo(2));
    }

    @Test
    void deletedWorkoutIsGoneWithItsSetsAndRecords() {
        String first = Training.start(ada);
        Training.add(ada, first, "Squat", "100", 5);
        Training.finish(ada, first);
        String second = Training.start(ada);
        Training.add(ada, second, "Squat", "120", 3);

        ada.request().delete(second).then().statusCode(204);

        ada.request().get(second).then().statusCode(404);
        assertEquals(List.of("e1rm=116.6667", "reps_at_weight@100=5", "weight=100"), Training.records(ada, "Squat"));
    }

    @Test
    void retriedStartHappensOnce() {
        var first = ada.sends("{}").header("Idempotency-Key", "start").post("/api/v1/workouts");
        var second = ada.sends("{}").header("Idempotency-Key", "start").post("/api/v1/workouts");
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/html", "application/xml", "/", ";;;"})
    void whatIsNotJsonIsNotAnswered(String accept) {
        ada.request()
                .header("Accept", accept)
                .get("/api/v1/workouts")
                .then()
                .statusCode(allOf(greaterThanOrEqualTo(400), lessThan(500)))
                .contentType("application/problem+json");
    }

    @Test
    void othersFindNothing() {
        String workout = Training.start(ada);
        String set = Training.add(ada, workout, "Squat", "100", 5).path("id");
        OtherUsers.findNothingAt(
                ada,
                workout,
                Access.get(),
                Access.delete(),
                Access.post("/finish", "{}"),
                Access.post("/sets", "{\"exercise\":\"Squat\",\"weight\":1,\"unit\":\"kg\",\"reps\":1}"),
                Access.patch("/sets/" + set, "{\"reps\":1}"),
                Access.delete("/sets/" + set));
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/workouts").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(401);
    }
}
