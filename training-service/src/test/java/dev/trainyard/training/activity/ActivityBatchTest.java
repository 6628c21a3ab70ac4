package dev.trainyard.training.activity;

import static dev.trainyard.training.activity.Activities.PATH;
import static dev.trainyard.training.activity.Activities.post;
import static dev.trainyard.training.activity.Activities.run;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ActivityBatchTest {

    private static final String BATCH = "/api/v1/activities:batch";

    private final TestUser ada = TestUser.fresh();

    private Response send(JsonObject... drafts) {
        return send(List.of(drafts));
    }

    private Response send(List<JsonObject> drafts) {
        return sendRaw(new JsonObject().put("activities", new JsonArray(drafts)).encode());
    }

    private Response sendRaw(String json) {
        // As written: the colon is not to be encoded.
        return ada.sends(json).urlEncodingEnabled(false).post(BATCH);
    }

    private static List<JsonObject> runs(int count) {
        Instant first = Instant.parse("2024-01-01T06:00:00Z");
        return IntStream.range(0, count)
                .mapToObj(i -> run().put(
                                "startedAt", first.plusSeconds(3_600L * i).toString())
                        .put("externalId", "watch-" + i))
                .toList();
    }

    @Test
    void everyActivityIsRecordedInOrder() {
        Response recorded = send(
                run().put("distanceMeters", 12_345.678)
                        .put("environment", "outdoor")
                        .put("movingSeconds", 3_540)
                        .put("elevationGainMeters", 250)
                        .put("averageHeartRate", 150)
                        .put("maxHeartRate", 180)
                        .put("rpe", 7.5)
                        .put("name", "Tempo")
                        .put("notes", "windy 🌬 \"quoted\"")
                        .put("externalId", "watch-1"),
                run().put("type", "swim"));

        recorded.then()
                .statusCode(201)
                .body("created", equalTo(2))
                .body("existing", equalTo(0))
                .body("activities.status", contains("created", "created"));
        ada.request()
                .get(PATH + "/" + recorded.path("activities[0].id"))
                .then()
                .body("type", equalTo("run"))
                .body("environment", equalTo("outdoor"))
                .body("startedAt", equalTo("2026-03-28T07:30:00Z"))
                .body("durationSeconds", equalTo(3_600))
                .body("movingSeconds", equalTo(3_540))
                .body("distanceMeters", equalTo(12_345.68f))
                .body("elevationGainMeters", equalTo(250f))
                .body("averageHeartRate", equalTo(150))
                .body("maxHeartRate", equalTo(180))
                .body("rpe", equalTo(7.5f))
                .body("name", equalTo("Tempo"))
                .body("notes", equalTo("windy 🌬 \"quoted\""))
                .body("externalId", equalTo("watch-1"))
                .body("version", equalTo(1));
        ada.request().get(PATH + "/" + recorded.path("activities[1].id")).then().body("type", equalTo("swim"));
    }

    @Test
    void batchHasItsLoads() {
        Response recorded = send(run().put("rpe", 6), run().put("rpe", 7));
        ada.request()
                .get(PATH + "/" + recorded.path("activities[1].id"))
                .then()
                .body("loads.find { it.metric == 'srpe' }.value", equalTo(420));
    }

    @Test
    void whatIsSentAgainIsThereAlready() {
        List<String> ids = send(runs(3)).path("activities.id");
        Response again = send(runs(5));

        again.then()
                .statusCode(201)
                .body("created", equalTo(2))
                .body("existing", equalTo(3))
                .body("activities.status", contains("existing", "existing", "existing", "created", "created"));
        assertEquals(ids, again.<List<String>>path("activities.id").subList(0, 3));
        ada.request().get(PATH).then().body("items", hasSize(5));
    }

    @Test
    void batchOfNothingNewIsNoCreation() {
        send(runs(3));
        send(runs(3)).then().statusCode(200).body("created", equalTo(0)).body("existing", equalTo(3));
    }

    @Test
    void whatIsThereStaysAsItIs() {
        post(ada, run().put("externalId", "watch-0").put("name", "Mine"));
        send(runs(1)).then().statusCode(200);
        ada.request().get(PATH).then().body("items.name", contains("Mine"));
    }

    @Test
    void externalIdOfAnotherUserIsFree() {
        post(TestUser.fresh(), run().put("externalId", "watch-0"));
        send(runs(1)).then().statusCode(201);
    }

    @Test
    void activitiesWithoutExternalIdDoNotCollide() {
        send(run(), run()).then().statusCode(201).body("created", equalTo(2));
    }

    @Test
    void fiveThousandAreTaken() {
        send(runs(5_000)).then().statusCode(201).body("created", equalTo(5_000));
    }

    @Test
    void fiveThousandAndOneAreNot() {
        send(runs(5_001)).then().statusCode(400).body("violations.pointer", contains("/activities"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void repeatedBatchGetsTheFirstAnswer() {
        String json = new JsonObject()
                .put("activities", new JsonArray(List.of(run())))
                .encode();
        List<Response> answers = IntStream.range(0, 2)
                .mapToObj(i -> ada.sends(json)
                        .urlEncodingEnabled(false)
                        .header("Idempotency-Key", "k")
                        .post(BATCH))
                .toList();

        assertEquals("true", answers.getLast().header("Idempotency-Replayed"));
        assertEquals(answers.getFirst().asString(), answers.getLast().asString());
        ada.request().get(PATH).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "durationSeconds, 0",
        "durationSeconds, -3600",
        "averageHeartRate, 0",
        "maxHeartRate, 0",
        "maxHeartRate, 261",
        "movingSeconds, -1",
        "movingSeconds, 3601",
        "rpe, 11",
    })
    void oneInvalidActivityRefusesAllOfThem(String field, int value) {
        List<JsonObject> drafts = runs(20);
        drafts.get(17).put(field, value);
        send(drafts)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains("/activities/17/" + field));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void heartRatesThatAreOutOfOrderAreNamedByTheirPlace() {
        send(run(), run().put("averageHeartRate", 181).put("maxHeartRate", 180))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/activities/1/averageHeartRate"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"activities\":[null]}                          | /activities/0",
                "{\"activities\":[]}                              | /activities",
                "{\"activities\":null}                            | /activities",
                "{}                                               | /activities",
                "{\"activities\":{}}                              | /activities",
                "{\"activities\":[{},{\"type\":\"dance\"}]}       | /activities/1/type",
                "{\"activities\":[{\"startedAt\":1774683000}]}    | /activities/0/startedAt",
                "{\"activities\":[{\"id\":\"a\"}]}                | /activities/0/id",
                "{\"activities\":[],\"dryRun\":true}              | /dryRun",
            })
    void whatIsNoBatchIsRefusedWithItsPlace(String json, String pointer) {
        sendRaw(json)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
    }

    @Test
    void everyInvalidValueIsNamedAtOnce() {
        sendRaw("{\"activities\":[{\"rpe\":11},{\"rpe\":0}]}")
                .then()
                .statusCode(400)
                .body("violations", hasSize(8))
                .body("violations.pointer", everyItem(not(equalTo(""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"activities\":[{\"distanceMeters\":NaN}]}", "{\"activities\":[", "[]x"})
    void whatIsNoJsonIsRefused(String json) {
        sendRaw(json).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void sameRecordingTwiceInABatchIsRefused() {
        send(run().put("externalId", "a"), run(), run().put("externalId", "a"))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/activities/2/externalId"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void bodyOfMegabytesIsTaken() {
        List<JsonObject> drafts = runs(300);
        drafts.forEach(draft -> draft.put("notes", "n".repeat(10_000)));
        send(drafts).then().statusCode(201);
    }

    @Test
    void bodyOfTooManyMegabytesIsRefused() {
        List<JsonObject> drafts = runs(900);
        drafts.forEach(draft -> draft.put("notes", "n".repeat(10_000)));
        send(drafts).then().statusCode(413).body("type", equalTo("urn:problem:body-too-large"));
    }

    @Test
    void concurrentBatchesOfTheSameRecordEachOnce() throws Exception {
        List<JsonObject> drafts = runs(200);
        List<Callable<Response>> senders = IntStream.range(0, 6)
                .<Callable<Response>>mapToObj(i -> () -> send(i % 2 == 0 ? drafts : drafts.reversed()))
                .toList();
        List<Response> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(senders).stream()
                    .map(sent -> sent.resultNow())
                    .toList();
        }

        int created =
                answers.stream().mapToInt(answer -> answer.path("created")).sum();
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.addAll(answer.<List<String>>path("activities.id")));
        assertEquals(200, created);
        assertEquals(200, ids.size());
    }

    @Test
    void anonymousIsRefused() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post(BATCH)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
