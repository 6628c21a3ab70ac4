package dev.trainyard.deployment.log;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LogListTest {

    @Inject
    Database database;

    private final TestUser ada = TestUser.fresh();
    private final Instant noon = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
    private Logs logs;
    private UUID deployment;
    private String path;

    @BeforeEach
    void deploy() {
        logs = new Logs(database);
        deployment = logs.deployment(ada, 50, 30);
        path = "/api/v1/deployments/" + deployment + "/logs";
    }

    private Logs.Entry after(int seconds) {
        return Logs.entry().at(noon.plusSeconds(seconds));
    }

    private String add(Logs.Entry entry) {
        return logs.add(ada, deployment, entry).toString();
    }

    private ValidatableResponse list(String parameter, Object value) {
        return ada.request().queryParam(parameter, value).get(path).then().statusCode(200);
    }

    private void running(String status) {
        database.update(
                "INSERT INTO deployment_version (user_id, deployment_id, version, content_hash, definition)"
                        + " VALUES (?, ?, 1, sha256('x'), '{}')",
                ada.id(),
                deployment);
        database.update(
                "INSERT INTO run (user_id, id, deployment_id, version, trigger, status, input, accepted_at)"
                        + " VALUES (?, ?, ?, 1, 'token', ?, '{\"password\": \"x\"}', ?)",
                ada.id(),
                Logs.id(noon.plusSeconds(50)),
                deployment,
                status,
                noon.plusSeconds(50));
    }

    @Test
    void newestComesFirst() {
        String first = add(after(1));
        String third = add(after(3));
        String second = add(after(2));
        ada.request()
                .get(path)
                .then()
                .statusCode(200)
                .body("items.id", contains(third, second, first))
                .body("next", nullValue());
    }

    @Test
    void itemTellsAllButThePayloads() {
        String id = add(after(1).endedAt(noon.plusSeconds(3)));
        JsonPath page = ada.request().get(path).jsonPath();
        assertEquals(
                "{id=%s, version=1, trigger=token, status=completed, latencyMs=12, steps=2, acceptedAt=%s, startedAt=%s, finishedAt=%s}"
                        .formatted(id, noon.plusSeconds(1), noon.plusSeconds(1), noon.plusSeconds(3)),
                page.getMap("items[0]").toString());
    }

    @Test
    void payloadsAreShownToWhoNamesThem() {
        add(after(1));
        list("fields", "request,response,error")
                .body("items[0].keySet()", contains("request", "response", "error"))
                .body("items[0].request.city", equalTo("Wien"))
                .body("items[0].response.greeting", equalTo("Servus"))
                .body("items[0].error", nullValue());
    }

    @Test
    void pagesOfPayloadsAreShort() {
        for (int n = 0; n < 21; n++) {
            add(after(n));
        }
        list("fields", "request").body("items", hasSize(20));
        list("fields", "id").body("items", hasSize(21)).body("next", nullValue());
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        for (int n = 0; n < 7; n++) {
            add(after(n));
        }
        List<Object> whole = ada.request().get(path).jsonPath().getList("items");
        List<Object> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = ada.request()
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get(path)
                    .jsonPath();
            paged.addAll(page.getList("items"));
            cursor = page.getString("next");
        }
        assertEquals(7, whole.size());
        assertEquals(whole, paged);
    }

    @ParameterizedTest
    @CsvSource({
        "status,faulted,2",
        "status,completed,0 1 3",
        "status,cancelled,''",
        "trigger,schedule,1",
        "version,2,3",
        "minLatency,PT0.5S,3",
        "minLatency,PT0.012S,0 1 2 3",
        "minLatency,PT0.0121S,3",
    })
    void filterChooses(String parameter, String value, String expected) {
        List<String> ids = new ArrayList<>();
        ids.add(add(after(0)));
        ids.add(add(after(1).by("schedule")));
        ids.add(add(after(2).with("faulted")));
        ids.add(add(after(3).ofVersion(2).in(500)));
        List<String> found = list(parameter, value).extract().jsonPath().getList("items.id");
        List<String> places = found.reversed().stream()
                .map(id -> Integer.toString(ids.indexOf(id)))
                .toList();
        assertEquals(expected, String.join(" ", places));
    }

    @Test
    void timesChooseByAcceptance() {
        add(after(0));
        String second = add(after(10));
        String third = add(after(20));
        add(after(30));
        ada.request()
                .queryParam("from", noon.plusSeconds(10).toString())
                .queryParam("to", noon.plusSeconds(30).toString())
                .get(path)
                .then()
                .body("items.id", contains(third, second));
    }

    @Test
    void timeWithinAMillisecondBeginsWithTheNext() {
        add(after(0));
        list("from", noon.plusNanos(1).toString()).body("items", hasSize(0));
        list("to", noon.plusNanos(1).toString()).body("items", hasSize(1));
    }

    @Test
    void runsThatGoOnAreShownIfAskedFor() {
        String ended = add(after(1));
        running("waiting");
        list("running", "false").body("items.id", contains(ended));
        list("running", "true")
                .body("items.status", contains("waiting", "completed"))
                .body("items[0].latencyMs", nullValue())
                .body("items[0].finishedAt", nullValue());
        ada.request()
                .queryParam("running", true)
                .queryParam("status", "waiting")
                .get(path)
                .then()
                .body("items", hasSize(1));
    }

    /** What it was given is redacted when it ends. */
    @Test
    void inputOfARunThatGoesOnIsNotShown() {
        running("running");
        ada.request()
                .queryParam("running", true)
                .queryParam("fields", "status,request")
                .get(path)
                .then()
                .body("items[0].status", equalTo("running"))
                .body("items[0].request", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "status,done",
        "trigger,me",
        "version,one",
        "version,99999999999",
        "from,yesterday",
        "from,+1000000-01-01T00:00:00Z",
        "to,1969-12-31T00:00:00Z",
        "minLatency,1s",
        "minLatency,-PT1S",
        "minLatency,P9999999999999D",
        "running,yes",
        "fields,nothing",
        "fields,'id,nothing'",
        "sort,nothing",
        "sort,'id,'",
        "sort,'status,-status'",
        "sort,request",
        "sort,'status,trigger,version,steps,latencyMs,finishedAt'",
        "limit,0",
        "cursor,garbage"
    })
    void badParameterIsRefusedByName(String parameter, String value) {
        ada.request()
                .queryParam(parameter, value)
                .get(path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo(parameter));
    }

    @Test
    void refusalNamesWhatThereIs() {
        ada.request()
                .queryParam("fields", "userId")
                .get(path)
                .then()
                .body(
                        "violations[0].detail",
                        equalTo("must be of these fields: id, version, trigger, status, latencyMs, steps, acceptedAt,"
                                + " startedAt, finishedAt, request, response, error"));
    }

    @Test
    void cursorOfAnotherOrderIsRefused() {
        add(after(1));
        add(after(2));
        String cursor = ada.request().queryParam("limit", 1).get(path).path("next");
        ada.request()
                .queryParam("cursor", cursor)
                .queryParam("sort", "id")
                .get(path)
                .then()
                .statusCode(400)
                .body("violations[0].detail", equalTo("is of a list that was sorted otherwise"));
    }

    @Test
    void logsOfAnotherDeploymentAreNotAmongThem() {
        logs.add(ada, logs.deployment(ada, 50, 30));
        ada.request().get(path).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void stepsComeInTheirOrder() {
        String run = add(after(0).steps(3));
        JsonPath page = ada.request()
                .get("/api/v1/invocations/" + run + "/steps")
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .extract()
                .jsonPath();
        assertEquals(List.of(1, 2, 3), page.getList("items.number"));
        assertEquals(
                "{number=1, task=/do/0/greet, name=greet, kind=set, status=completed, attempt=1, input={}, output={n=1}, error=null, startedAt=%s, finishedAt=%s}"
                        .formatted(noon, noon),
                page.getMap("items[0]").toString());
    }

    @Test
    void stepsAreTwentyAPageOrManyWithoutTheirData() {
        String run = add(after(0).steps(45));
        String steps = "/api/v1/invocations/" + run + "/steps";
        List<Integer> numbers = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            JsonPath page =
                    ada.request().queryParam("cursor", cursor).get(steps).jsonPath();
            numbers.addAll(page.getList("items.number"));
            cursor = page.getString("next");
            pages++;
        }
        assertEquals(3, pages);
        assertEquals(45, Set.copyOf(numbers).size());
        assertEquals(numbers.stream().sorted().toList(), numbers);
        ada.request()
                .queryParam("fields", "number,status")
                .queryParam("limit", 200)
                .get(steps)
                .then()
                .body("items", hasSize(45));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?limit=3",
                "?limit=3&cursor=",
                "?sort=-number",
                "?sort=finishedAt,-number&limit=2",
                "?fields=number,task,output",
                "?kind=set",
                "?kind=call",
                "?task=/do/4/greet"
            })
    void stepsAreTheSameWhereverTheyAreKept(String query) {
        String run = add(after(0).steps(7));
        String steps = "/api/v1/invocations/" + run + "/steps" + query;
        if (query.endsWith("cursor=")) {
            steps += ada.request().get(steps).jsonPath().getString("next");
        }
        String fromRows =
                ada.request().get(steps).then().statusCode(200).extract().asString();
        logs.keepStepsInTheLog(ada, UUID.fromString(run));
        assertEquals(0, logs.runsWithSteps(ada).size());

        assertEquals(
                fromRows,
                ada.request().get(steps).then().statusCode(200).extract().asString());
    }

    @Test
    void stepsOfARunThatGoesOnAreShown() {
        running("running");
        String run = database.one("SELECT id FROM run WHERE user_id = ?", row -> row.getString(1), ada.id())
                .orElseThrow();
        ada.request()
                .get("/api/v1/invocations/" + run + "/steps")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void nobodyElseSeesThem() {
        String run = add(after(0));
        for (String list : List.of(path, "/api/v1/invocations/" + run + "/steps")) {
            String absent = list.replace(
                            deployment.toString(), UUID.randomUUID().toString())
                    .replace(run, UUID.randomUUID().toString());
            TestUser stranger = TestUser.fresh();
            ada.request().get(list).then().statusCode(200).body("items", hasSize(greaterThan(0)));
            for (String tried : List.of(list, absent)) {
                stranger.request().get(tried).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
            }
        }
    }
}
