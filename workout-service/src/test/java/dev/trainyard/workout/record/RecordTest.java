package dev.trainyard.workout.record;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordTest {

    private final TestUser ada = TestUser.fresh();
    private String workout;

    @BeforeEach
    void startWorkout() {
        workout = Training.start(ada);
    }

    private String add(String weight, int reps) {
        return workout + "/sets/"
                + Training.add(ada, workout, "Squat", weight, reps).path("id");
    }

    @Test
    void recordsAreTheBestOfEachKind() {
        add("100", 5);
        add("110", 2);
        add("100", 8);
        assertEquals(
                List.of(
                        "e1rm=126.6667",
                        "reps_at_weight@100=8",
                        "reps_at_weight@110=2",
                        "set_volume=800",
                        "weight=110"),
                Training.records(ada, "Squat"));
    }

    @Test
    void deletedRecordGivesTheFormerOneBack() {
        add("100", 5);
        String best = add("110", 5);
        ada.request().delete(best).then().statusCode(204);
        assertEquals(
                List.of("e1rm=116.6667", "reps_at_weight@100=5", "set_volume=500", "weight=100"),
                Training.records(ada, "Squat"));
    }

    @Test
    void lastSetTakesItsRecordsAlong() {
        ada.request().delete(add("100", 5)).then().statusCode(204);
        assertEquals(List.of(), Training.records(ada, "Squat"));
    }

    @Test
    void loweredRecordGivesTheFormerOneBack() {
        add("100", 5);
        String best = add("110", 5);
        ada.sends("{\"weight\":90,\"unit\":\"kg\"}").patch(best).then().statusCode(200);
        assertEquals(
                List.of("e1rm=116.6667", "reps_at_weight@100=5", "reps_at_weight@90=5", "set_volume=500", "weight=100"),
                Training.records(ada, "Squat"));
    }

    @Test
    void setThatBecomesAWarmUpCountsNoLonger() {
        ada.sends("{\"type\":\"warmup\"}").patch(add("100", 5)).then().statusCode(200);
        assertEquals(List.of(), Training.records(ada, "Squat"));
    }

    @Test
    void amongEqualsTheFirstHoldsTheRecord() {
        Training.add(ada, workout, "Squat", "100", 5, ",\"performedAt\":\"2026-03-01T00:00:00Z\"");
        String earlier = Training.add(ada, workout, "Squat", "100", 5, ",\"performedAt\":\"2026-02-01T00:00:00Z\"")
                .then()
                .body("records", empty())
                .extract()
                .path("id");
        ada.request()
                .queryParam("exercise", "Squat")
                .get("/api/v1/records")
                .then()
                .body("items.setId", contains(earlier, earlier, earlier, earlier));
    }

    @Test
    void recordsShowTheUsersUnit() {
        ada.sends("{\"timeZone\":\"UTC\",\"weightUnit\":\"lb\"}").put("/api/v1/preferences");
        add("100", 1);
        ada.request()
                .get("/api/v1/records?exercise=squat")
                .then()
                .body("items.find { it.kind == 'weight' }.value", equalTo(220.4623f))
                .body("items.find { it.kind == 'weight' }.unit", equalTo("lb"))
                .body("items.find { it.kind == 'e1rm' }.formula", equalTo("epley@1"));
    }

    @Test
    void recordsOfAllExercisesComePageByPage() {
        add("100", 5);
        Training.add(ada, workout, "Bench Press", "60", 5);
        var first = ada.request().queryParam("limit", 5).get("/api/v1/records").jsonPath();
        var second = ada.request()
                .queryParam("limit", 5)
                .queryParam("cursor", first.getString("next"))
                .get("/api/v1/records")
                .jsonPath();
        assertEquals(5, first.getList("items").size());
        assertEquals(3, second.getList("items").size());
    }

    @Test
    void volumeOfAWorkoutCountsOnceItIsFinished() {
        add("100", 5);
        add("50", 10);
        Training.add(ada, workout, "Squat", "200", 5, ",\"type\":\"warmup\"");
        assertEquals(false, Training.records(ada, "Squat").contains("workout_volume=1000"));
        Training.finish(ada, workout);
        assertEquals("workout_volume=1000", Training.records(ada, "Squat").getLast());
    }

    @Test
    void smallerWorkoutDoesNotTakeTheRecordOfVolume() {
        add("100", 5);
        Training.finish(ada, workout);
        String smaller = Training.start(ada);
        Training.add(ada, smaller, "Squat", "80", 5);
        Training.finish(ada, smaller);
        assertEquals("workout_volume=500", Training.records(ada, "Squat").getLast());
    }

    @Test
    void historyTellsEachChangeWithTheFormerValue() {
        add("100", 5);
        String best = add("110", 5);
        ada.request().delete(best);
        var events = ada.request()
                .queryParam("exercise", "Squat")
                .get("/api/v1/records/history")
                .jsonPath();
        assertEquals(
                List.of("lowered 110 100", "raised 100 110", "raised null 100"),
                events.<Map<String, Object>>getList("items.findAll { it.kind == 'weight' }").stream()
                        .map(event -> event.get("change") + " " + event.get("previous") + " " + event.get("value"))
                        .toList());
        assertEquals(
                List.of("retracted 110", "raised 110", "raised 100"),
                events.<Map<String, Object>>getList("items.findAll { it.kind == 'reps_at_weight' }").stream()
                        .map(event -> event.get("change") + " " + event.get("atWeight"))
                        .toList());
    }

    @Test
    void historyComesPageByPageNewestFirst() {
        add("100", 5);
        add("110", 5);
        var first = ada.request()
                .queryParam("limit", 6)
                .get("/api/v1/records/history")
                .jsonPath();
        var second = ada.request()
                .queryParam("limit", 6)
                .queryParam("cursor", first.getString("next"))
                .get("/api/v1/records/history")
                .jsonPath();
        List<String> ids = new ArrayList<>(first.getList("items.id"));
        ids.addAll(second.getList("items.id"));
        assertEquals(8, ids.size());
        assertEquals(ids.stream().sorted(Comparator.reverseOrder()).toList(), ids);
        assertEquals(null, second.getString("next"));
    }

    @Test
    void historyOfAnotherUserLooksEmpty() {
        String hers = Training.add(ada, workout, "Squat", "100", 5).path("exercise.id");
        TestUser eve = TestUser.fresh();
        eve.request().get("/api/v1/records/history").then().statusCode(200).body("items", empty());
        eve.request().get("/api/v1/records/history?exercise=" + hers).then().statusCode(404);
    }

    @Test
    void loadOfBodyWeightIsComparedByWhatWasAddedOrHelped() {
        bodyWeightSet("bodyweight", "10", 5);
        bodyWeightSet("assisted", "20", 8);
        assertEquals(
                List.of("e1rm=105", "reps_at_weight@-20=8", "reps_at_weight@10=5", "set_volume=480", "weight=10"),
                Training.records(ada, "Dip"));
    }

    private void bodyWeightSet(String load, String weight, int reps) {
        ada.sends("""
                        {"exercise":"Dip","load":"%s","weight":%s,"bodyWeight":80,"unit":"kg","reps":%d}
                        """.formatted(load, weight, reps))
                .post(workout + "/sets")
                .then()
                .statusCode(201);
    }

    @Test
    void unknownExerciseIsNotFound() {
        ada.request().get("/api/v1/records?exercise=Nothing").then().statusCode(404);
    }

    @Test
    void anotherUsersExerciseIsNotFound() {
        String hers = Training.add(ada, workout, "Squat", "100", 5).path("exercise.id");
        TestUser.fresh()
                .request()
                .get("/api/v1/records?exercise=" + hers)
                .then()
                .statusCode(404);
        TestUser.fresh().request().get("/api/v1/records").then().statusCode(200).body("items", empty());
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/records").then().statusCode(401);
    }
}
