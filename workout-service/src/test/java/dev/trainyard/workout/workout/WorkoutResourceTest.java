package dev.trainyard.workout.workout;

import static io.restassured.RestAssured.given;
import static java.util.stream.IntStream.range;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.in;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertEquals(
                List.of("e1rm=116.6667", "reps_at_weight@100=5", "set_volume=500", "weight=100", "workout_volume=500"),
                Training.records(ada, "Squat"));
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

    private static final String ID = "0198c0de-0000-7000-8000-00000000000a";

    @Test
    void workoutThatIsSentAgainIsKnownByItsId() {
        String body = "{\"id\":\"" + ID + "\",\"name\":\"Push\"}";
        String first = ada.sends(body)
                .post("/api/v1/workouts")
                .then()
                .statusCode(201)
                .body("id", equalTo(ID))
                .extract()
                .header("Location");
        ada.sends(body)
                .post("/api/v1/workouts")
                .then()
                .statusCode(200)
                .header("Location", first)
                .body("name", equalTo("Push"));
    }

    @Test
    void newIdDoesNotMakeASecondActiveWorkout() {
        Training.start(ada);
        ada.sends("{\"id\":\"" + ID + "\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-active"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198c0de-0000-4000-8000-000000000000", "ffffffff-ffff-7fff-bfff-ffffffffffff"})
    void idHasToBeOfVersionSevenAndOfTheseDays(String id) {
        ada.sends("{\"id\":\"" + id + "\"}")
                .post("/api/v1/workouts")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/id"));
    }

    @Test
    void changedWorkoutKeepsWhatIsNotNamed() {
        String workout = ada.sends("{\"name\":\"Push\",\"notes\":\"Tired\",\"startedAt\":\"2026-01-02T03:04:05Z\"}")
                .post("/api/v1/workouts")
                .header("Location");
        Training.finish(ada, workout);
        ada.sends("{\"name\":\"Pull\",\"notes\":null,\"finishedAt\":\"2026-01-02T04:00:00Z\"}")
                .patch(workout)
                .then()
                .statusCode(200)
                .body("name", equalTo("Pull"))
                .body("notes", nullValue())
                .body("startedAt", equalTo("2026-01-02T03:04:05Z"))
                .body("finishedAt", equalTo("2026-01-02T04:00:00Z"));
    }

    @Test
    void workoutStillEndsAfterItBegan() {
        String workout = ada.sends("{\"startedAt\":\"2026-01-02T03:04:05Z\"}")
                .post("/api/v1/workouts")
                .header("Location");
        ada.sends("{\"finishedAt\":\"2026-01-02T04:00:00Z\"}").post(workout + "/finish");
        ada.sends("{\"startedAt\":\"2026-01-02T05:00:00Z\"}")
                .patch(workout)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/startedAt"));
        ada.sends("{\"finishedAt\":\"2026-01-02T03:00:00Z\"}")
                .patch(workout)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/finishedAt"));
    }

    @Test
    void activeWorkoutIsNotFinishedByAChange() {
        ada.sends("{\"finishedAt\":\"2026-01-02T04:00:00Z\"}")
                .patch(Training.start(ada))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-active"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':''}|/name",
                "{'notes':''}|/notes",
                "{'startedAt':'1800-01-01T00:00:00Z'}|/startedAt",
                "{'finishedAt':'2999-01-01T00:00:00Z'}|/finishedAt",
                "{'id':'x'}|/id"
            })
    void invalidChangeIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .patch(Training.start(ada))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
    }

    /** Sets are added until the workout is finished or gone, whichever of the two comes first, and none after. */
    @RepeatedTest(5)
    void finishAddAndDeleteOfOneWorkoutAgree() throws Exception {
        String workout = Training.start(ada);
        List<Callable<Integer>> actors = new ArrayList<>();
        range(0, 20)
                .forEach(i -> actors.add(() -> Training.add(ada, workout, "Squat", Integer.toString(50 + i), 5)
                        .statusCode()));
        range(0, 4)
                .forEach(i -> actors.add(
                        () -> -ada.sends("{}").post(workout + "/finish").statusCode()));
        if (ThreadLocalRandom.current().nextBoolean()) {
            actors.add(() -> -1000 - ada.request().delete(workout).statusCode());
        }
        Collections.shuffle(actors);
        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads.invokeAll(actors).stream()
                    .map(actor -> actor.resultNow())
                    .toList();
        }
        boolean deleted = statuses.contains(-1204);
        long added = statuses.stream().filter(status -> status == 201).count();
        assertThat(statuses, everyItem(in(List.of(201, 404, 409, -200, -404, -409, -1204))));
        if (deleted) {
            ada.request().get(workout).then().statusCode(404);
            ada.request().get("/api/v1/records").then().body("items", empty());
        } else {
            assertEquals(1, statuses.stream().filter(status -> status == -200).count());
            ada.request().get(workout).then().body("sets.size()", equalTo((int) added));
        }
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
                Access.patch("", "{\"name\":\"Mine\"}"),
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
