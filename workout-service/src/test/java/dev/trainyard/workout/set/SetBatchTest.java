package dev.trainyard.workout.set;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several sets at once, sets of offline clients, and sets in another place. */
@QuarkusTest
class SetBatchTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();
    private String workout;

    @BeforeEach
    void startWorkout() {
        workout = Training.start(ada);
    }

    private static String set(String exercise, int weight, String furtherFields) {
        return "{\"exercise\":\"%s\",\"weight\":%d,\"unit\":\"kg\",\"reps\":5%s}"
                .formatted(exercise, weight, furtherFields);
    }

    private static String withId(UUID id) {
        return set("Squat", 100, ",\"id\":\"" + id + "\"");
    }

    private Response batch(String... sets) {
        return ada.sends("{\"sets\":[" + String.join(",", sets) + "]}")
                .urlEncodingEnabled(false)
                .post(workout + "/sets:batch");
    }

    /** As a client makes it: of now, version 7. */
    private static UUID freshId() {
        UUID random = UUID.randomUUID();
        long time = System.currentTimeMillis() << 16 | 0x7000L | (random.getMostSignificantBits() & 0xfffL);
        return new UUID(time, random.getLeastSignificantBits());
    }

    @Test
    void setsAreAddedInTheirOrderWithTheBestAsRecords() {
        Training.add(ada, workout, "Squat", "60", 5);
        batch(set("Squat", 100, ""), set("Bench Press", 80, ""), set("squat", 110, ",\"type\":\"amrap\",\"rir\":1.5"))
                .then()
                .statusCode(201)
                .body("added", equalTo(3))
                .body("replayed", equalTo(0))
                .body("sets.number", contains(2, 3, 4))
                .body("sets.exercise.name", contains("Squat", "Bench Press", "Squat"))
                .body("sets[0].records.kind", contains("reps_at_weight"))
                .body("sets[2].records.kind", contains("e1rm", "reps_at_weight", "set_volume", "weight"))
                .body("sets[2].records.find { it.kind == 'weight' }.previous", equalTo(60))
                .body("sets[2].type", equalTo("amrap"))
                .body("sets[2].rir", equalTo(1.5f));
        ada.request().get("/api/v1/exercises").then().body("items.name", contains("Bench Press", "Squat"));
    }

    @Test
    void fiveHundredSetsAreOneCommit() throws Exception {
        String sets = IntStream.range(0, 500)
                .mapToObj(i -> set("Exercise " + i % 7, 50 + i % 13, ""))
                .collect(Collectors.joining(",", "{\"sets\":[", "]}"));
        long before = transactions();
        Response added = ada.sends(sets).urlEncodingEnabled(false).post(workout + "/sets:batch");
        assertEquals(1, transactions() - before);
        added.then().statusCode(201).body("added", equalTo(500)).body("sets[499].number", equalTo(500));
    }

    private long transactions() throws Exception {
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void badSetIsNamedByItsPlaceAndNothingIsStored() {
        batch(set("Squat", 100, ""), set("Squat", -1, ""))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/sets/1/weight"));
        batch(set("Squat", 100, ""), "{\"exercise\":\"Squat\",\"weight\":1,\"unit\":\"kg\",\"reps\":0}")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/sets/1/reps"));
        ada.request().get(workout).then().body("sets", empty());
    }

    @Test
    void batchOfNoneOrOfTooManyIsRefused() {
        batch().then().statusCode(400).body("violations.pointer", contains("/sets"));
        batch(Stream.generate(() -> set("Squat", 100, "")).limit(501).toArray(String[]::new))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/sets"));
    }

    @Test
    void unknownExerciseIdLeavesNothing() {
        batch(set("New Exercise", 100, ""), set("0198c0de-0000-7000-8000-000000000000", 100, ""))
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such exercise."));
        ada.request().get(workout).then().body("sets", empty());
    }

    @Test
    void batchThatDoesNotFitIsRefusedWhole() {
        String[] sets = Stream.generate(() -> set("Squat", 100, "")).limit(500).toArray(String[]::new);
        batch(sets).then().statusCode(201);
        Training.add(ada, workout, "Squat", "100", 5).then().statusCode(201);
        batch(sets).then().statusCode(409).body("type", equalTo("urn:problem:workout-full"));
        ada.request().get(workout).then().body("sets", hasSize(501));
    }

    @Test
    void finishedWorkoutTakesNoBatch() {
        Training.finish(ada, workout);
        batch(set("Squat", 100, "")).then().statusCode(409).body("type", equalTo("urn:problem:workout-finished"));
    }

    @Test
    void setThatIsSentAgainIsKnownByItsId() {
        UUID id = freshId();
        String sent = ada.sends(withId(id))
                .post(workout + "/sets")
                .then()
                .statusCode(201)
                .body("id", equalTo(id.toString()))
                .extract()
                .header("Location");
        ada.sends(withId(id))
                .post(workout + "/sets")
                .then()
                .statusCode(200)
                .header("Location", sent)
                .body("number", equalTo(1))
                .body("records", empty());
        ada.request().get(workout).then().body("sets", hasSize(1));
    }

    @Test
    void batchThatIsSentAgainAddsWhatIsNew() {
        String first = withId(freshId());
        String second = withId(freshId());
        batch(first).then().statusCode(201);
        batch(first, second).then().statusCode(201).body("added", equalTo(1)).body("replayed", equalTo(1));
        batch(first, second).then().statusCode(200).body("added", equalTo(0)).body("sets.number", contains(1, 2));
    }

    @Test
    void setThatIsSentAgainIsKnownAfterTheWorkoutIsFinished() {
        String set = withId(freshId());
        batch(set);
        Training.finish(ada, workout);
        batch(set).then().statusCode(200).body("replayed", equalTo(1));
    }

    @Test
    void sameSetSentFromManyThreadsIsOne() throws Exception {
        String body = withId(freshId());
        List<Callable<Integer>> sends = Stream.generate(() -> (Callable<Integer>)
                        () -> ada.sends(body).post(workout + "/sets").statusCode())
                .limit(12)
                .toList();
        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads.invokeAll(sends).stream()
                    .map(send -> send.resultNow())
                    .sorted()
                    .toList();
        }
        assertEquals(201, statuses.getLast());
        assertEquals(List.of(200), statuses.subList(0, 11).stream().distinct().toList());
        ada.request().get(workout).then().body("sets", hasSize(1));
    }

    @Test
    void idTwiceInABatchIsRefused() {
        String set = withId(freshId());
        batch(set, set).then().statusCode(400).body("violations.pointer", contains("/sets/1/id"));
    }

    @Test
    void idOfASetElsewhereIsRefused() {
        UUID id = freshId();
        batch(withId(id));
        Training.finish(ada, workout);
        workout = Training.start(ada);
        batch(set("Squat", 50, ""), withId(id))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:set-elsewhere"))
                .body("setId", equalTo(id.toString()));
        ada.request().get(workout).then().body("sets", empty());
    }

    @Test
    void sameIdOfAnotherUserIsNoneOfOnes() {
        UUID id = freshId();
        batch(withId(id));
        TestUser eve = TestUser.fresh();
        eve.sends(withId(id))
                .post(Training.start(eve) + "/sets")
                .then()
                .statusCode(201)
                .body("id", equalTo(id.toString()));
    }

    @Test
    void everyFieldComesBack() {
        String id = ada.sends("""
                        {"exercise":"Pull-up","load":"bodyweight","weight":10,"bodyWeight":80.5,"unit":"kg","reps":8,
                         "type":"failure","rpe":9.5,"superset":2,"restSeconds":90,"notes":"Slow.\\nStrict.",
                         "durationSeconds":42.5,"distanceMeters":3,"performedAt":"2026-03-01T10:00:00Z"}
                        """)
                .post(workout + "/sets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ada.request()
                .get(workout)
                .then()
                .body("sets[0].id", equalTo(id))
                .body("sets[0].load", equalTo("bodyweight"))
                .body("sets[0].weight", equalTo(10))
                .body("sets[0].bodyWeight", equalTo(80.5f))
                .body("sets[0].e1rm.value", equalTo(114.6333f))
                .body("sets[0].type", equalTo("failure"))
                .body("sets[0].rpe", equalTo(9.5f))
                .body("sets[0].superset", equalTo(2))
                .body("sets[0].restSeconds", equalTo(90))
                .body("sets[0].notes", equalTo("Slow.\nStrict."))
                .body("sets[0].durationSeconds", equalTo(42.5f))
                .body("sets[0].distanceMeters", equalTo(3))
                .body("sets[0].performedAt", equalTo("2026-03-01T10:00:00Z"));
    }

    @Test
    void setOfTimeAloneHasNoWeight() {
        ada.sends("{\"exercise\":\"Plank\",\"durationSeconds\":60}")
                .post(workout + "/sets")
                .then()
                .statusCode(201)
                .body("weight", equalTo(0))
                .body("reps", nullValue())
                .body("records", empty());
    }

    @Test
    void bodyWeightIsTheNewestOfThatDay() throws Exception {
        try (var admin = database.connectAsAdmin()) {
            admin.createStatement().execute("""
                            INSERT INTO workout.body_weight (user_id, day, weight_kg, unit) VALUES
                            ('%1$s', '2026-02-01', 80, 'kg'), ('%1$s', '2026-03-01', 90, 'kg')
                            """.formatted(ada.id()));
        }
        String body = "{\"exercise\":\"Dip\",\"load\":\"assisted\",\"weight\":20,\"unit\":\"kg\",\"reps\":1,"
                + "\"performedAt\":\"%s\"}";
        ada.sends(body.formatted("2026-02-28T23:00:00Z"))
                .post(workout + "/sets")
                .then()
                .body("bodyWeight", equalTo(80))
                .body("e1rm.value", equalTo(60));
        ada.sends(body.formatted("2026-03-02T00:00:00Z"))
                .post(workout + "/sets")
                .then()
                .body("bodyWeight", equalTo(90));
        ada.sends(body.formatted("2026-01-02T00:00:00Z"))
                .post(workout + "/sets")
                .then()
                .body("bodyWeight", nullValue())
                .body("e1rm", nullValue());
    }

    @Test
    void changedSetTakesEachField() {
        String set =
                workout + "/sets/" + Training.add(ada, workout, "Dip", "10", 5).path("id");
        ada.sends("""
                        {"load":"bodyweight","bodyWeight":80,"unit":"kg","rir":2,"superset":1,"restSeconds":0,"notes":"x",
                         "durationSeconds":30,"distanceMeters":1,"type":"amrap"}
                        """)
                .patch(set)
                .then()
                .statusCode(200)
                .body("weight", equalTo(10))
                .body("bodyWeight", equalTo(80))
                .body("e1rm.value", equalTo(105))
                .body("rir", equalTo(2))
                .body("superset", equalTo(1))
                .body("restSeconds", equalTo(0))
                .body("notes", equalTo("x"))
                .body("type", equalTo("amrap"));
        ada.sends("{\"rpe\":9,\"superset\":null,\"notes\":null,\"reps\":null,\"bodyWeight\":null}")
                .patch(set)
                .then()
                .statusCode(200)
                .body("rpe", equalTo(9))
                .body("rir", nullValue())
                .body("superset", nullValue())
                .body("notes", nullValue())
                .body("reps", nullValue())
                .body("bodyWeight", nullValue())
                .body("durationSeconds", equalTo(30));
        ada.sends("{\"durationSeconds\":null,\"distanceMeters\":null}")
                .patch(set)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/reps"));
    }

    @Test
    void exactPoundsStayWhenSomethingElseChanges() throws Exception {
        String id = ada.sends("{\"exercise\":\"Squat\",\"weight\":0.000001,\"unit\":\"lb\",\"reps\":1}")
                .post(workout + "/sets")
                .path("id");
        ada.sends("{\"reps\":2,\"load\":\"bodyweight\"}").patch(workout + "/sets/" + id);
        ada.sends("{\"load\":\"external\"}")
                .patch(workout + "/sets/" + id)
                .then()
                .statusCode(200);
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT weight_kg::text FROM workout.workout_set WHERE id = '" + id + "'")) {
            row.next();
            assertEquals("0.00000045359237", row.getString(1));
        }
    }

    private String numbered(int weight) {
        return Training.add(ada, workout, "Squat", Integer.toString(weight), 5).path("id");
    }

    @Test
    void movedSetTakesItsPlaceAndTheOthersMakeRoom() {
        numbered(1);
        numbered(2);
        String last = numbered(3);
        ada.sends("{\"number\":1}")
                .post(workout + "/sets/" + last + "/move")
                .then()
                .statusCode(200)
                .body("number", equalTo(1));
        ada.request().get(workout).then().body("sets.weight", contains(3, 1, 2)).body("sets.number", contains(1, 2, 3));
        assertEquals(4, (int) Training.add(ada, workout, "Squat", "4", 5).path("number"));
    }

    @Test
    void setMovesToAnotherWorkout() {
        String moved = numbered(1);
        numbered(2);
        Training.finish(ada, workout);
        String other = Training.start(ada);
        Training.add(ada, other, "Squat", "9", 5);
        ada.sends("{\"workoutId\":\"" + other.replaceAll(".*/", "") + "\"}")
                .post(workout + "/sets/" + moved + "/move")
                .then()
                .statusCode(200)
                .body("number", equalTo(2));
        ada.request().get(workout).then().body("sets.weight", contains(2));
        ada.request().get(other).then().body("sets.weight", contains(9, 1));
        assertEquals("workout_volume=10", Training.records(ada, "Squat").getLast());
    }

    @Test
    void setsArePutIntoAnotherOrder() {
        String first = numbered(1);
        String second = numbered(2);
        ada.sends("{\"sets\":[\"%s\",\"%s\"]}".formatted(second, first))
                .urlEncodingEnabled(false)
                .put(workout + "/sets:order")
                .then()
                .statusCode(200)
                .body("weight", contains(2, 1))
                .body("number", contains(1, 2));
    }

    @Test
    void orderHasToNameEachSetOnce() {
        String first = numbered(1);
        numbered(2);
        for (String order : List.of("", "\"" + first + "\"", "\"" + first + "\",\"" + first + "\"")) {
            ada.sends("{\"sets\":[" + order + "]}")
                    .urlEncodingEnabled(false)
                    .put(workout + "/sets:order")
                    .then()
                    .statusCode(400)
                    .body("violations.pointer", contains("/sets"));
        }
        ada.request().get(workout).then().body("sets.weight", contains(1, 2));
    }

    @Test
    void strangersFindNeitherBatchNorOrderNorMove() {
        String set = numbered(1);
        TestUser eve = TestUser.fresh();
        String hers = Training.start(eve).replaceAll(".*/", "");
        OtherUsers.findNothingAt(
                ada,
                workout,
                Access.post("/sets:batch", "{\"sets\":[" + set("Squat", 1, "") + "]}"),
                Access.put("/sets:order", "{\"sets\":[]}"),
                Access.post("/sets/" + set + "/move", "{}"));
        ada.sends("{\"workoutId\":\"" + hers + "\"}")
                .post(workout + "/sets/" + set + "/move")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such workout."));
    }
}
