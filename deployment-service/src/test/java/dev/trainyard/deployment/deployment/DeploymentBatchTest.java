package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.PATH;
import static dev.trainyard.deployment.deployment.Deployments.atOnce;
import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.draft;
import static dev.trainyard.deployment.deployment.Deployments.idOf;
import static dev.trainyard.deployment.deployment.Deployments.workflow;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeploymentBatchTest {

    private final TestUser ada = TestUser.fresh();

    private Response send(String verb, JsonObject body) {
        return ada.sends(body.encode()).urlEncodingEnabled(false).post(PATH + ":" + verb);
    }

    private Response batch(JsonObject... drafts) {
        return send("batch", new JsonObject().put("deployments", new JsonArray(List.of(drafts))));
    }

    private Response change(String verb, List<String> ids) {
        return send(verb, new JsonObject().put("ids", new JsonArray(ids)));
    }

    @Test
    void deploymentsAreMadeAndThoseThatCannotBeAreTold() {
        String workflow = workflow(ada, "Greeting");
        String taken = created(ada, workflow, "Taken");

        Response made = batch(
                draft(workflow, "One")
                        .put("settings", new JsonObject("{\"redactedPaths\": [\"/a\"], \"keptLogs\": 7}")),
                draft(workflow, "Taken"),
                draft(UUID.randomUUID().toString(), "Of nothing"),
                draft(workflow, "Two"),
                draft(workflow, "One"));

        String one = made.path("created[0].id");
        made.then()
                .statusCode(200)
                .body("created.place", equalTo(List.of(0, 3)))
                .body("created.name", equalTo(List.of("One", "Two")))
                .body("refused.place", equalTo(List.of(1, 2, 4)))
                .body("refused.code", equalTo(List.of("name-taken", "not-found", "name-taken")))
                .body("refused[0].existingId", equalTo(idOf(taken)))
                .body("refused[1].existingId", nullValue())
                .body("refused[2].existingId", equalTo(one));
        ada.request()
                .get(PATH + "/" + one)
                .then()
                .statusCode(200)
                .body("settings.keptLogs", equalTo(7))
                .body("settings.redactedPaths", equalTo(List.of("/a")))
                .body("activeVersion", equalTo(1))
                .body("hasChanges", equalTo(false));
        ada.request().get(PATH + "/" + one + "/versions").then().body("items", hasSize(1));
        ada.request().get(PATH + "/" + one + "/activations").then().body("items.kind", equalTo(List.of("created")));
        ada.request().get(PATH).then().body("items", hasSize(3));
    }

    @Test
    void aThousandAreMadePausedResumedAndDeletedAtOnce() {
        String workflow = workflow(ada, "Greeting");
        JsonObject[] drafts = IntStream.range(0, 1_000)
                .mapToObj(i -> draft(workflow, "Live " + i))
                .toArray(JsonObject[]::new);

        List<String> ids = batch(drafts).then().statusCode(200).extract().path("created.id");
        assertEquals(1_000, ids.size());
        for (String verb : List.of("pause", "resume", "delete")) {
            change(verb, ids)
                    .then()
                    .statusCode(200)
                    .body("changed", hasSize(1_000))
                    .body("unknown", hasSize(0));
        }
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void unknownIdsAreToldAndStopNothing() {
        String workflow = workflow(ada, "Greeting");
        String one = idOf(created(ada, workflow, "One"));
        String two = idOf(created(ada, workflow, "Two"));
        String foreign = idOf(created(TestUser.fresh()));
        ada.request().post(PATH + "/" + two + "/pause");

        change("pause", List.of(one, foreign, two, one))
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of(one)))
                .body("unchanged", equalTo(List.of(two)))
                .body("unknown", equalTo(List.of(foreign)));
        change("resume", List.of(one, foreign, two))
                .then()
                .body("changed", equalTo(List.of(one, two)))
                .body("unknown", equalTo(List.of(foreign)));
        change("delete", List.of(one, foreign))
                .then()
                .body("changed", equalTo(List.of(one)))
                .body("unknown", equalTo(List.of(foreign)));
        ada.request().get(PATH).then().body("items.id", equalTo(List.of(two)));
    }

    @Test
    void changesOfTheSameOnesInAnyOrderDoNotWaitForEachOther() throws Exception {
        String workflow = workflow(ada, "Greeting");
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(i -> idOf(created(ada, workflow, "Live " + i)))
                .toList();

        List<Integer> statuses = atOnce(
                16,
                i -> change(i % 2 == 0 ? "pause" : "resume", i % 3 == 0 ? ids : ids.reversed())
                        .statusCode());

        assertEquals(List.of(200), statuses.stream().distinct().toList());
    }

    @Test
    void batchWithSomethingInvalidMakesNothing() {
        String workflow = workflow(ada, "Greeting");
        batch(draft(workflow, "One"), draft(workflow, " "))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo("/deployments/1/name"));
        batch(
                        draft(workflow, "One"),
                        draft(workflow, "Two").put("settings", new JsonObject("{\"maxDuration\": \"x\"}")))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/deployments/1/settings/maxDuration"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "delete"})
    void nothingOrTooManyAreRefused(String verb) {
        change(verb, List.of()).then().statusCode(400).body("violations[0].pointer", equalTo("/ids"));
        List<String> tooMany = IntStream.range(0, 1_001)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        change(verb, tooMany).then().statusCode(400).body("violations[0].pointer", equalTo("/ids"));
    }

    @Test
    void repeatedBatchGetsTheFirstAnswer() {
        String body = new JsonObject()
                .put("deployments", new JsonArray().add(draft(workflow(ada, "Greeting"), "Live")))
                .encode();
        Response first = ada.sends(body)
                .header("Idempotency-Key", "k")
                .urlEncodingEnabled(false)
                .post(PATH + ":batch");
        Response second = ada.sends(body)
                .header("Idempotency-Key", "k")
                .urlEncodingEnabled(false)
                .post(PATH + ":batch");
        assertEquals(first.asString(), second.asString());
        assertEquals("true", second.header("Idempotency-Replayed"));
    }
}
