package dev.trainyard.workout.template;

import static io.restassured.RestAssured.given;
import static java.util.stream.IntStream.range;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TemplateTest {

    private static final String PUSH = """
            {"name":"Push A","notes":"Bench first","exercises":[
              {"exercise":"Bench Press","sets":[
                {"type":"warmup","reps":8,"percentage":50},
                {"reps":5,"weight":102.5,"unit":"kg","rpe":8,"restSeconds":180},
                {"reps":5,"maxReps":8,"weight":225,"unit":"lb","rir":1.5}]},
              {"exercise":"Dip","superset":1,"notes":"slow","sets":[{"type":"failure"}]},
              {"exercise":"Curl","superset":1,"sets":[]}]}
            """;

    private final TestUser ada = TestUser.fresh();

    private Response create(String json) {
        return ada.sends(json).post("/api/v1/templates");
    }

    private String named(String name) {
        return create("{\"name\":\"%s\",\"exercises\":[]}".formatted(name)).header("Location");
    }

    @Test
    void createdTemplateIsReadBackWhole() {
        Response created = create(PUSH);
        created.then().statusCode(201).header("ETag", "\"1\"");
        assertEquals("/api/v1/templates/" + created.path("id"), created.header("Location"));
        ada.request()
                .get(created.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Push A"))
                .body("notes", equalTo("Bench first"))
                .body("exercises.exercise.name", contains("Bench Press", "Dip", "Curl"))
                .body("exercises.superset", contains(null, 1, 1))
                .body("exercises.notes", contains(null, "slow", null))
                .body("exercises[0].sets.type", contains("warmup", "working", "working"))
                .body("exercises[0].sets.reps", contains(8, 5, 5))
                .body("exercises[0].sets.maxReps", contains(null, null, 8))
                .body("exercises[0].sets.weight", contains(null, 102.5f, 225))
                .body("exercises[0].sets.unit", contains(null, "kg", "lb"))
                .body("exercises[0].sets.percentage", contains(50, null, null))
                .body("exercises[0].sets.rpe", contains(null, 8, null))
                .body("exercises[0].sets.rir", contains(null, null, 1.5f))
                .body("exercises[0].sets.restSeconds", contains(null, 180, null))
                .body("exercises[1].sets.type", contains("failure"))
                .body("exercises[2].sets", hasSize(0));
    }

    @Test
    void newNamesOfExercisesMakeThemOnce() {
        create("{\"name\":\"A\",\"exercises\":[{\"exercise\":\"Row\",\"sets\":[]},{\"exercise\":\"ROW\",\"sets\":[]}]}")
                .then()
                .statusCode(201)
                .body("exercises.exercise.name", contains("Row", "Row"));
        ada.request().get("/api/v1/exercises").then().body("items.name", contains("Row"));
    }

    @Test
    void exerciseIsNamedByItsIdInWhateverCase() {
        String id = Training.add(ada, Training.start(ada), "Row", "50", 5).path("exercise.id");
        create("{\"name\":\"A\",\"exercises\":[{\"exercise\":\"%s\",\"sets\":[]}]}"
                        .formatted(id.toUpperCase(Locale.ROOT)))
                .then()
                .statusCode(201)
                .body("exercises.exercise.id", contains(id));
    }

    @Test
    void exerciseIdThatIsNotTheCallersIsNotFoundAndNothingIsStored() {
        create("{\"name\":\"A\",\"exercises\":[{\"exercise\":\"Row\",\"sets\":[]},{\"exercise\":\"%s\",\"sets\":[]}]}"
                        .formatted(UUID.randomUUID()))
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"))
                .body("pointer", equalTo("/exercises/1/exercise"));
        ada.request().get("/api/v1/templates").then().body("items", hasSize(0));
        ada.request().get("/api/v1/exercises").then().body("items", hasSize(0));
    }

    @Test
    void largestTemplateIsTaken() {
        String sets = range(0, 30)
                .mapToObj(i -> "{\"reps\":5,\"weight\":100,\"unit\":\"kg\"}")
                .collect(Collectors.joining(","));
        String exercises = range(0, 50)
                .mapToObj(i -> "{\"exercise\":\"E%d\",\"sets\":[%s]}".formatted(i, sets))
                .collect(Collectors.joining(","));
        create("{\"name\":\"Long\",\"exercises\":[" + exercises + "]}")
                .then()
                .statusCode(201)
                .body("exercises", hasSize(50))
                .body("exercises[49].sets", hasSize(30));
    }

    @Test
    void takenNameIsRefusedInWhateverCase() {
        String first = named("Legs");
        create("{\"name\":\"LEGS\",\"exercises\":[]}")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("existingId", equalTo(first.substring(first.lastIndexOf('/') + 1)));
    }

    @Test
    void oneOfManyConcurrentCreationsOfANameWins() throws Exception {
        List<Integer> statuses = concurrently(
                8, () -> create("{\"name\":\"Legs\",\"exercises\":[]}").statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(7, statuses.stream().filter(status -> status == 409).count());
    }

    @Test
    void listIsNewestFirstPageByPage() {
        List.of("B", "A", "C").forEach(this::named);
        var first = ada.request().queryParam("limit", 2).get("/api/v1/templates");
        first.then().body("items.name", contains("C", "A"));
        ada.request()
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/templates")
                .then()
                .body("items.name", contains("B"))
                .body("next", nullValue());
    }

    @Test
    void listIsByNamePageByPage() {
        List.of("b", "A", "C").forEach(this::named);
        var first =
                ada.request().queryParam("order", "name").queryParam("limit", 2).get("/api/v1/templates");
        first.then().body("items.name", contains("A", "b"));
        ada.request()
                .queryParam("order", "name")
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/templates")
                .then()
                .body("items.name", contains("C"));
    }

    @Test
    void listSaysHowLargeATemplateIsAndWhenItWasUsed() {
        String push = create(PUSH).header("Location");
        ada.sends("{\"startedAt\":\"2026-01-02T03:04:05Z\"}").post(push + "/start");
        ada.request()
                .get("/api/v1/templates")
                .then()
                .body("items.exerciseCount", contains(3))
                .body("items.lastStartedAt", contains("2026-01-02T03:04:05Z"));
    }

    @Test
    void unknownOrderIsRefused() {
        ada.request()
                .get("/api/v1/templates?order=oldest")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("order"));
    }

    @Test
    void replacedTemplateIsAnother() {
        String push = create(PUSH).header("Location");
        ada.sends("{\"name\":\"push a\",\"exercises\":[{\"exercise\":\"Dip\",\"sets\":[{\"reps\":10}]}]}")
                .header("If-Match", "\"1\"")
                .put(push)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("push a"))
                .body("notes", nullValue())
                .body("exercises.exercise.name", contains("Dip"))
                .body("exercises[0].sets.reps", contains(10));
    }

    @Test
    void replacingWithoutAVersionIsRefused() {
        ada.sends(PUSH)
                .put(create(PUSH).header("Location"))
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
    }

    @Test
    void oneOfManyConcurrentReplacementsWins() throws Exception {
        String push = create(PUSH).header("Location");
        List<Integer> statuses = concurrently(
                8, () -> ada.sends(PUSH).header("If-Match", "\"1\"").put(push).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(7, statuses.stream().filter(status -> status == 412).count());
    }

    @Test
    void renamingToATakenNameIsRefused() {
        named("Legs");
        ada.sends("{\"name\":\"legs\",\"exercises\":[]}")
                .header("If-Match", "\"1\"")
                .put(named("Arms"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"));
    }

    @Test
    void deletedTemplateIsGoneAndItsWorkoutStays() {
        String push = create(PUSH).header("Location");
        String workout = ada.sends("{}").post(push + "/start").header("Location");
        ada.request().delete(push).then().statusCode(204);
        ada.request().get(push).then().statusCode(404);
        ada.request().get(workout).then().statusCode(200).body("name", equalTo("Push A"));
    }

    @Test
    void deletingAnOldVersionIsRefused() {
        ada.request()
                .header("If-Match", "\"0\"")
                .delete(named("Legs"))
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
    }

    @Test
    void copiesAreNumbered() {
        String push = create(PUSH).header("Location");
        Response copy = ada.request().post(push + "/duplicate");
        copy.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Push A (copy)"))
                .body("exercises.exercise.name", contains("Bench Press", "Dip", "Curl"))
                .body("exercises[0].sets.weight", contains(null, 102.5f, 225));
        ada.request().post(copy.header("Location") + "/duplicate").then().body("name", equalTo("Push A (copy 2)"));
    }

    @Test
    void longestNameCanBeCopied() {
        ada.request()
                .post(named("n".repeat(120)) + "/duplicate")
                .then()
                .statusCode(201)
                .body("name", equalTo("n".repeat(104) + " (copy)"));
    }

    @Test
    void concurrentCopiesAllGetNamesOfTheirOwn() throws Exception {
        String push = create(PUSH).header("Location");
        Set<String> copies = new TreeSet<>(
                concurrently(5, () -> ada.request().post(push + "/duplicate").<String>path("name")));
        assertEquals(
                Set.of("Push A (copy)", "Push A (copy 2)", "Push A (copy 3)", "Push A (copy 4)", "Push A (copy 5)"),
                copies);
    }

    @Test
    void retriedCreationHappensOnce() {
        var first = ada.sends(PUSH).header("Idempotency-Key", "push").post("/api/v1/templates");
        var second = ada.sends(PUSH).header("Idempotency-Key", "push").post("/api/v1/templates");
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("ETag"), second.header("ETag"));
    }

    @Test
    void workoutIsSavedAsATemplate() {
        String workout = Training.start(ada);
        Training.add(ada, workout, "Squat", "60", 5, ",\"type\":\"warmup\"");
        Training.add(ada, workout, "Row", "50", 10);
        Training.add(ada, workout, "Squat", "100", 5);
        Response saved = ada.sends("{\"name\":\"Monday\"}").post(workout + "/template");
        saved.then()
                .statusCode(201)
                .body("name", equalTo("Monday"))
                .body("exercises.exercise.name", contains("Squat", "Row"))
                .body("exercises[0].sets.type", contains("warmup", "working"))
                .body("exercises[0].sets.weight", contains(60, 100))
                .body("exercises[0].sets.reps", contains(5, 5))
                .body("exercises[1].sets.reps", contains(10));
        assertEquals("/api/v1/templates/" + saved.path("id"), saved.header("Location"));
    }

    @Test
    void workoutWithoutSetsIsAnEmptyTemplate() {
        ada.sends("{\"name\":\"Monday\"}")
                .post(Training.start(ada) + "/template")
                .then()
                .statusCode(201)
                .body("exercises", hasSize(0));
    }

    @Test
    void workoutThatIsMoreThanATemplateIsRefused() {
        String workout = Training.start(ada);
        range(0, 31).forEach(i -> Training.add(ada, workout, "Squat", "100", 5));
        ada.sends("{\"name\":\"Monday\"}")
                .post(workout + "/template")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:template-too-large"));
    }

    @Test
    void exerciseOfATemplateOutlivesTheImportThatBroughtIt() {
        String file = """
                Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
                2026-01-02 10:00:00,Day,1h,Bench Press,1,100,5,0,0,,,
                """;
        String imported = ada.request()
                .contentType("text/csv")
                .body(file)
                .post("/api/v1/imports?format=strong&unit=kg")
                .path("id");
        String push = create(PUSH).header("Location");
        ada.request().delete("/api/v1/imports/" + imported).then().statusCode(204);
        ada.request().get(push).then().body("exercises[0].exercise.name", equalTo("Bench Press"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'exercises':[]}|/name",
                "{'name':' ','exercises':[]}|/name",
                "{'name':'A'}|/exercises",
                "{'name':'A','exercises':[],'owner':'me'}|/owner",
                "{'name':'A','notes':'','exercises':[]}|/notes",
                "{'name':'A','exercises':[{'sets':[]}]}|/exercises/0/exercise",
                "{'name':'A','exercises':[{'exercise':' ','sets':[]}]}|/exercises/0/exercise",
                "{'name':'A','exercises':[{'exercise':'Row'}]}|/exercises/0/sets",
                "{'name':'A','exercises':[{'exercise':'Row','superset':0,'sets':[]}]}|/exercises/0/superset",
                "{'name':'A','exercises':[{'exercise':'Row','superset':101,'sets':[]}]}|/exercises/0/superset",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'type':'easy'}]}]}|/exercises/0/sets/0/type",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'reps':0}]}]}|/exercises/0/sets/0/reps",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'reps':1001}]}]}|/exercises/0/sets/0/reps",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'maxReps':8}]}]}|/exercises/0/sets/0/maxReps",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'reps':9,'maxReps':8}]}]}|/exercises/0/sets/0/maxReps",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'weight':5}]}]}|/exercises/0/sets/0/unit",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'unit':'kg'}]}]}|/exercises/0/sets/0/unit",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'weight':-1,'unit':'kg'}]}]}|/exercises/0/sets/0/weight",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'weight':4410,'unit':'lb'}]}]}|/exercises/0/sets/0/weight",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'percentage':0}]}]}|/exercises/0/sets/0/percentage",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'percentage':150.1}]}]}|/exercises/0/sets/0/percentage",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'percentage':50,'weight':5,'unit':'kg'}]}]}|/exercises/0/sets/0/percentage",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'rpe':8.2}]}]}|/exercises/0/sets/0/rpe",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'rir':10.5}]}]}|/exercises/0/sets/0/rir",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'rpe':8,'rir':2}]}]}|/exercises/0/sets/0/rir",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'restSeconds':-1}]}]}|/exercises/0/sets/0/restSeconds",
                "{'name':'A','exercises':[{'exercise':'Row','sets':[{'restSeconds':86401}]}]}|/exercises/0/sets/0/restSeconds"
            })
    void templateOutOfBoundsIsRefusedByItsPlaceAndNotStored(String json, String pointer) {
        create(json.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
        ada.request().get("/api/v1/templates").then().body("items", hasSize(0));
    }

    @Test
    void tooManyExercisesAreRefused() {
        String exercises = "{\"exercise\":\"Row\",\"sets\":[]},".repeat(51);
        create("{\"name\":\"A\",\"exercises\":[" + exercises.substring(0, exercises.length() - 1) + "]}")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/exercises"));
    }

    @Test
    void tooManySetsAreRefused() {
        String sets = "{\"reps\":5},".repeat(31);
        create("{\"name\":\"A\",\"exercises\":[{\"exercise\":\"Row\",\"sets\":[%s]}]}"
                        .formatted(sets.substring(0, sets.length() - 1)))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/exercises/0/sets"));
    }

    @Test
    void nameIsBounded() {
        create("{\"name\":\"" + "n".repeat(121) + "\",\"exercises\":[]}")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/name"))
                .body("violations[0].detail", containsString("120"));
    }

    @Test
    void othersFindNothing() {
        String push = create(PUSH).header("Location");
        OtherUsers.findNothingAt(
                ada, push, Access.get(), Access.delete(), Access.post("/duplicate", "{}"), Access.post("/start", "{}"));
        TestUser.fresh()
                .sends(PUSH)
                .header("If-Match", "\"1\"")
                .put(push)
                .then()
                .statusCode(404);
        String workout = Training.start(ada);
        OtherUsers.findNothingAt(ada, workout, Access.post("/template", "{\"name\":\"Mine\"}"));
    }

    @Test
    void anonymousIsRefused() {
        given().get("/api/v1/templates").then().statusCode(401);
        given().contentType("application/json")
                .body(PUSH)
                .post("/api/v1/templates")
                .then()
                .statusCode(401);
    }

    private static <T> List<T> concurrently(int times, Callable<T> act) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (var result :
                    clients.invokeAll(range(0, times).mapToObj(i -> act).toList())) {
                results.add(result.get());
            }
            return results;
        }
    }
}
