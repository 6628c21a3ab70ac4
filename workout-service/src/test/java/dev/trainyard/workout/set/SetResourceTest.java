package dev.trainyard.workout.set;

import static java.util.stream.IntStream.range;
import static java.util.stream.IntStream.rangeClosed;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SetResourceTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();
    private String workout;

    @BeforeEach
    void startWorkout() {
        workout = Training.start(ada);
    }

    private static final String SET = "{\"exercise\":\"Squat\",\"weight\":100,\"unit\":\"kg\",\"reps\":5%s}";

    @Test
    void firstSetOfAnExerciseMakesEachRecord() {
        Training.add(ada, workout, "Bench Press", "60.5", 8)
                .then()
                .statusCode(201)
                .body("number", equalTo(1))
                .body("exercise.name", equalTo("Bench Press"))
                .body("type", equalTo("working"))
                .body("weight", equalTo(60.5f))
                .body("unit", equalTo("kg"))
                .body("reps", equalTo(8))
                .body("e1rm.value", equalTo(76.6333f))
                .body("e1rm.formula", equalTo("epley@1"))
                .body("records.kind", contains("e1rm", "reps_at_weight", "set_volume", "weight"))
                .body("records.value", contains(76.6333f, 8, 484, 60.5f))
                .body("records.previous", contains(nullValue(), nullValue(), nullValue(), nullValue()));
    }

    @Test
    void betterSetNamesWhatItBeat() {
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "105", 5)
                .then()
                .body("records.kind", contains("e1rm", "reps_at_weight", "set_volume", "weight"))
                .body("records.find { it.kind == 'weight' }.value", equalTo(105))
                .body("records.find { it.kind == 'weight' }.previous", equalTo(100))
                .body("records.find { it.kind == 'e1rm' }.previous", equalTo(116.6667f))
                .body("records.find { it.kind == 'reps_at_weight' }.previous", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"100,5", "90,4", "100,4"})
    void equalOrLesserSetMakesNoRecordOfWeight(String weight, int reps) {
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", weight, reps)
                .then()
                .statusCode(201)
                .body("records.findAll { it.kind != 'reps_at_weight' }", empty());
    }

    @Test
    void repeatedSetMakesNoRecord() {
        Training.add(ada, workout, "Squat", "100", 5);
        Training.add(ada, workout, "Squat", "100.0", 5).then().body("records", empty());
    }

    @Test
    void warmUpMakesNoRecord() {
        Training.add(ada, workout, "Squat", "200", 5, ",\"type\":\"warmup\"")
                .then()
                .body("records", empty());
        assertEquals(List.of(), Training.records(ada, "Squat"));
    }

    @Test
    void bodyWeightSetCountsItsRepetitionsAlone() {
        Training.add(ada, workout, "Pull-up", "0", 12)
                .then()
                .body("records.kind", contains("reps_at_weight"))
                .body("e1rm", nullValue());
    }

    @Test
    void poundsComeBackAsTheyWereAndAreStoredExactly() throws Exception {
        String id = ada.sends("{\"exercise\":\"Squat\",\"weight\":225,\"unit\":\"lb\",\"reps\":1}")
                .post(workout + "/sets")
                .then()
                .body("weight", equalTo(225))
                .body("unit", equalTo("lb"))
                .body("e1rm.value", equalTo(225))
                .extract()
                .path("id");
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT weight_kg::text FROM workout.workout_set WHERE id = '" + id + "'")) {
            row.next();
            assertEquals("102.05828325", row.getString(1));
        }
    }

    @Test
    void exerciseIsTheSameInWhateverCaseAndByItsId() {
        String first = Training.add(ada, workout, "Bench Press", "50", 5).path("exercise.id");
        Training.add(ada, workout, "  bench   PRESS ", "50", 5)
                .then()
                .body("exercise.id", equalTo(first))
                .body("exercise.name", equalTo("Bench Press"));
        Training.add(ada, workout, first, "50", 5).then().statusCode(201).body("exercise.name", equalTo("Bench Press"));
        ada.request().get("/api/v1/exercises").then().body("items.name", contains("Bench Press"));
    }

    @Test
    void unknownExerciseIdIsNotFound() {
        Training.add(ada, workout, "0198c0de-0000-7000-8000-000000000000", "50", 5)
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such exercise."));
        ada.request().get(workout).then().body("sets", empty());
    }

    @Test
    void exerciseOfAnotherUserIsNotFound() {
        TestUser eve = TestUser.fresh();
        String hers = Training.add(eve, Training.start(eve), "Squat", "50", 5).path("exercise.id");
        Training.add(ada, workout, hers, "50", 5).then().statusCode(404);
    }

    @Test
    void finishedWorkoutTakesNoSets() {
        Training.finish(ada, workout);
        Training.add(ada, workout, "Squat", "50", 5)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workout-finished"));
        ada.request().get("/api/v1/exercises").then().body("items", empty());
    }

    @Test
    void fiftyConcurrentSetsAreNumberedOneToFifty() throws Exception {
        List<Callable<Integer>> adds = range(0, 50)
                .<Callable<Integer>>mapToObj(
                        i -> () -> Training.add(ada, workout, "Squat " + i % 3, Integer.toString(50 + i), 5)
                                .path("number"))
                .toList();
        List<Integer> numbers;
        try (var lifters = Executors.newVirtualThreadPerTaskExecutor()) {
            numbers = lifters.invokeAll(adds).stream()
                    .map(add -> add.resultNow())
                    .sorted()
                    .toList();
        }
        assertEquals(rangeClosed(1, 50).boxed().toList(), numbers);
        assertEquals("weight=99", Training.records(ada, "Squat 1").getLast());
    }

    @Test
    void addedSetIsOneCommit() throws Exception {
        Training.add(ada, workout, "Squat", "50", 5);
        assertEquals(10, commitsOf(() -> range(0, 10).forEach(i -> Training.add(ada, workout, "Squat", "60", 5 + i))));
    }

    @Test
    void setOfANewExerciseIsOneCommitToo() throws Exception {
        assertEquals(3, commitsOf(() -> range(0, 3).forEach(i -> Training.add(ada, workout, "New " + i, "60", 5))));
    }

    /** The transactions that wrote while {@code work} ran: only those take an id. */
    private long commitsOf(Runnable work) throws Exception {
        long before = transactions();
        work.run();
        return transactions() - before;
    }

    @Test
    void setsCommitOnceEachByTheDatabasesOwnCount() throws Exception {
        int sets = 400;
        long before = committed();
        range(0, sets).forEach(i -> Training.add(ada, workout, "Squat", "60", 1 + i % 20));

        // The count arrives late, and the probe asks once a second, which is counted too: once each, and not twice.
        await().until(() -> committed() - before >= sets);
        assertEquals(1, (committed() - before) / sets);
    }

    private long committed() throws Exception {
        return number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    private long transactions() throws Exception {
        return number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    }

    private long number(String sql) throws Exception {
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void retriedSetHappensOnce() {
        String body = SET.formatted("");
        var first = ada.sends(body).header("Idempotency-Key", "s").post(workout + "/sets");
        var second = ada.sends(body).header("Idempotency-Key", "s").post(workout + "/sets");
        assertEquals(first.asString(), second.asString());
        assertEquals(workout + "/sets/" + first.path("id"), second.header("Location"));
        ada.request().get(workout).then().body("sets", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':0}|/reps",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':1001}|/reps",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':1.5}|/reps",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':'5'}|/reps",
                "{'exercise':'Squat','weight':100,'unit':'kg'}|/reps",
                "{'exercise':'Squat','weight':-1,'unit':'kg','reps':5}|/weight",
                "{'exercise':'Squat','weight':2000.1,'unit':'kg','reps':5}|/weight",
                "{'exercise':'Squat','weight':4410,'unit':'lb','reps':5}|/weight",
                "{'exercise':'Squat','weight':1e400000000,'unit':'kg','reps':5}|/weight",
                "{'exercise':'Squat','weight':1e-400000000,'unit':'kg','reps':5}|/weight",
                "{'exercise':'Squat','unit':'kg','reps':5}|/weight",
                "{'exercise':'Squat','weight':100,'unit':'stone','reps':5}|/unit",
                "{'exercise':'Squat','weight':100,'reps':5}|/unit",
                "{'exercise':'','weight':100,'unit':'kg','reps':5}|/exercise",
                "{'exercise':' ','weight':100,'unit':'kg','reps':5}|/exercise",
                "{'weight':100,'unit':'kg','reps':5}|/exercise",
                "{'exercise':{},'weight':100,'unit':'kg','reps':5}|/exercise",
                "{'exercise':{'name':'Squat'},'weight':100,'unit':'kg','reps':5}|/exercise",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rpe':0.5}|/rpe",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rpe':10.5}|/rpe",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rpe':7.3}|/rpe",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'type':'giant'}|/type",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rir':-0.5}|/rir",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rir':10.5}|/rir",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'rir':2,'rpe':8}|/rir",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'superset':0}|/superset",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'superset':101}|/superset",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'restSeconds':-1}|/restSeconds",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'restSeconds':86401}|/restSeconds",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'notes':''}|/notes",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'load':'heavy'}|/load",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'bodyWeight':80}|/bodyWeight",
                "{'exercise':'Dip','load':'bodyweight','bodyWeight':0,'unit':'kg','reps':5}|/bodyWeight",
                "{'exercise':'Dip','load':'bodyweight','bodyWeight':1000.1,'unit':'kg','reps':5}|/bodyWeight",
                "{'exercise':'Dip','load':'bodyweight','bodyWeight':80,'reps':5}|/unit",
                "{'exercise':'Row','distanceMeters':0}|/distanceMeters",
                "{'exercise':'Row','distanceMeters':1000000.5}|/distanceMeters",
                "{'exercise':'Row','durationSeconds':-1}|/durationSeconds",
                "{'exercise':'Row','durationSeconds':604801}|/durationSeconds",
                "{'exercise':'Row'}|/reps",
                "{'id':'0198c0de-0000-4000-8000-000000000000','exercise':'Row','durationSeconds':60}|/id",
                "{'id':'ffffffff-ffff-7fff-bfff-ffffffffffff','exercise':'Row','durationSeconds':60}|/id",
                "{'id':'7','exercise':'Row','durationSeconds':60}|/id",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'performedAt':'yesterday'}|/performedAt",
                "{'exercise':'Squat','weight':100,'unit':'kg','reps':5,'number':7}|/number",
                "{'exercise':'Squat\\u0000','weight':100,'unit':'kg','reps':5}|/exercise",
            })
    void invalidValueIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .post(workout + "/sets")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
        ada.request().get(workout).then().body("sets", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5.5", "10", "8.0", "7.50"})
    void rpeInHalvesIsTaken(String rpe) {
        ada.sends(SET.formatted(",\"rpe\":" + rpe))
                .post(workout + "/sets")
                .then()
                .statusCode(201);
    }

    @Test
    void boundsThemselvesAreTaken() {
        Training.add(ada, workout, "x".repeat(120), "2000", 1000).then().statusCode(201);
        Training.add(ada, workout, "y", "0.000001", 1).then().statusCode(201);
    }

    @Test
    void setFarInTheFutureIsRefused() {
        String tooLate = Instant.now().plus(Duration.ofHours(25)).toString();
        ada.sends(SET.formatted(",\"performedAt\":\"" + tooLate + "\""))
                .post(workout + "/sets")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/performedAt"));
    }

    @Test
    void changedSetShowsWhatWasChangedAndKeepsTheRest() {
        String set = workout + "/sets/"
                + Training.add(ada, workout, "Squat", "100", 5, ",\"rpe\":8").path("id");
        ada.sends("{\"reps\":6}")
                .patch(set)
                .then()
                .statusCode(200)
                .body("reps", equalTo(6))
                .body("weight", equalTo(100))
                .body("rpe", equalTo(8));
        ada.sends("{\"rpe\":null,\"weight\":225,\"unit\":\"lb\",\"exercise\":\"Front Squat\"}")
                .patch(set)
                .then()
                .body("rpe", nullValue())
                .body("reps", equalTo(6))
                .body("weight", equalTo(225))
                .body("exercise.name", equalTo("Front Squat"));
        assertEquals(List.of(), Training.records(ada, "Squat"));
    }

    @Test
    void weightIsChangedWithItsUnit() {
        String set = workout + "/sets/"
                + Training.add(ada, workout, "Squat", "100", 5).path("id");
        ada.sends("{\"weight\":225}").patch(set).then().statusCode(400).body("violations[0].pointer", equalTo("/unit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'reps':0}|/reps", "{'weight':3000,'unit':'kg'}|/weight", "{'rpe':7.7}|/rpe", "{'id':1}|/id"})
    void invalidChangeIsRefusedByItsPlace(String json, String pointer) {
        String set = workout + "/sets/"
                + Training.add(ada, workout, "Squat", "100", 5).path("id");
        ada.sends(json.replace('\'', '"'))
                .patch(set)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
    }

    @Test
    void deletedSetIsGoneAndTheOthersKeepTheirNumbers() {
        String first = Training.add(ada, workout, "Squat", "100", 5).path("id");
        Training.add(ada, workout, "Squat", "100", 5);
        ada.request().delete(workout + "/sets/" + first).then().statusCode(204);
        ada.request().get(workout).then().body("sets.number", contains(2));
        ada.request().delete(workout + "/sets/" + first).then().statusCode(404);
    }
}
