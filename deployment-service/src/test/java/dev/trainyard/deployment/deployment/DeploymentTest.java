package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.PATH;
import static dev.trainyard.deployment.deployment.Deployments.atOnce;
import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.draft;
import static dev.trainyard.deployment.deployment.Deployments.edit;
import static dev.trainyard.deployment.deployment.Deployments.idOf;
import static dev.trainyard.deployment.deployment.Deployments.post;
import static dev.trainyard.deployment.deployment.Deployments.workflow;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeploymentTest {

    private final TestUser ada = TestUser.fresh();

    private Response patch(String deployment, String ifMatch, JsonObject patch) {
        return ada.sends(patch.encode()).header("If-Match", ifMatch).patch(deployment);
    }

    @Test
    void createdDeploymentCanBeReadBack() {
        String workflow = workflow(ada, "Greeting");

        Response created = post(ada, draft(workflow, "Live"));

        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(PATH + "/" + created.path("id")))
                .body("name", equalTo("Live"))
                .body("workflowId", equalTo(workflow))
                .body("isActive", equalTo(true))
                .body("pausedBecause", nullValue())
                .body("activeVersion", equalTo(1))
                .body("latestVersion", equalTo(1))
                .body("hasChanges", equalTo(false))
                .body("canary", nullValue())
                .body("revision", equalTo(1));
        Response read = ada.request().get(created.header("Location"));
        assertEquals(created.asString(), read.asString());
        read.then().statusCode(200).header("ETag", "\"1\"");
    }

    @Test
    void settingsThatAreUnsaidAreTheUsualOnes() {
        Map<String, Object> settings =
                ada.request().get(created(ada)).jsonPath().getMap("settings");

        assertEquals(new JsonObject("""
                        {"maxDuration": "PT24H", "loggedSteps": "all", "maxLoggedBytes": 65536, "redactedPaths": [],
                         "keptLogs": 50, "keptDays": 30, "maxConcurrent": null, "whenFull": "reject",
                         "pauseAfterFailures": null}
                        """).getMap(), settings);
    }

    @Test
    void deploymentWithoutNameHasThatOfItsWorkflow() {
        String workflow = workflow(ada, "Greeting");
        ada.sends(new JsonObject().put("workflowId", workflow).encode())
                .post(PATH)
                .then()
                .statusCode(201)
                .body("name", equalTo("Greeting"));
    }

    @Test
    void nameThatIsTakenIsRefused() {
        String workflow = workflow(ada, "Greeting");
        String other = created(ada, workflow, "Live");

        post(ada, draft(workflow, "Live"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("existingId", equalTo(idOf(other)));
        ada.request().get(PATH).then().body("items", hasSize(1));
    }

    @Test
    void oneOfManyWhoWantANameAtOnceGetsIt() throws Exception {
        String workflow = workflow(ada, "Greeting");

        List<Response> answers = atOnce(16, i -> post(ada, draft(workflow, "Live")));

        List<Integer> statuses = answers.stream().map(Response::statusCode).toList();
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        String id = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow()
                .path("id");
        assertTrue(
                answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .allMatch(answer -> answer.statusCode() == 409 && id.equals(answer.path("existingId"))),
                statuses::toString);
    }

    @Test
    void unknownWorkflowIsNotFound() {
        String foreign = workflow(TestUser.fresh(), "Greeting");
        post(ada, draft(foreign, "Live")).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        post(ada, draft(UUID.randomUUID().toString(), "Live")).then().statusCode(404);
    }

    @Test
    void changeOfTheDraftIsSeenAndDoesNotReachTheDeployment() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");

        edit(ada, workflow, "Good morning");

        ada.request()
                .get(deployment)
                .then()
                .body("hasChanges", equalTo(true))
                .body("activeVersion", equalTo(1))
                .body("latestVersion", equalTo(1));
        ada.request()
                .get(deployment + "/versions/1")
                .then()
                .body("definition.do[0].greet.set.greeting", equalTo("Hello"));
        edit(ada, workflow, "Hello");
        ada.request().get(deployment).then().body("hasChanges", equalTo(false));
    }

    @Test
    void deploymentOutlivesItsWorkflow() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");

        ada.request().delete("/api/v1/workflows/" + workflow).then().statusCode(204);

        ada.request()
                .get(deployment)
                .then()
                .statusCode(200)
                .body("workflowId", nullValue())
                .body("hasChanges", nullValue())
                .body("activeVersion", equalTo(1));
    }

    @Test
    void listIsNewestFirstAndPagedByKey() {
        String workflow = workflow(ada, "Greeting");
        for (int i = 1; i <= 5; i++) {
            created(ada, workflow, "Live " + i);
        }

        Response first = ada.request().queryParam("limit", 2).get(PATH);
        Response second = ada.request()
                .queryParam("limit", 3)
                .queryParam("cursor", first.<String>path("next"))
                .get(PATH);

        first.then().statusCode(200).body("items.name", equalTo(List.of("Live 5", "Live 4")));
        second.then()
                .body("items.name", equalTo(List.of("Live 3", "Live 2", "Live 1")))
                .body("next", nullValue());
        assertEquals(
                ada.request()
                        .get(PATH + "/" + first.path("items[0].id"))
                        .jsonPath()
                        .getMap("$"),
                first.jsonPath().getMap("items[0]"));
    }

    @Test
    void listCanBeNarrowed() {
        String greeting = workflow(ada, "Greeting");
        String farewell = workflow(ada, "Farewell");
        created(ada, greeting, "Live");
        String paused = created(ada, greeting, "Paused one");
        created(ada, farewell, "Live, too");
        ada.request().post(paused + "/pause");

        ada.request()
                .queryParam("workflowId", greeting)
                .get(PATH)
                .then()
                .body("items.name", equalTo(List.of("Paused one", "Live")));
        ada.request().queryParam("isActive", false).get(PATH).then().body("items.name", equalTo(List.of("Paused one")));
        ada.request()
                .queryParam("isActive", true)
                .queryParam("workflowId", greeting)
                .get(PATH)
                .then()
                .body("items.name", equalTo(List.of("Live")));
        ada.request()
                .queryParam("name", "live")
                .get(PATH)
                .then()
                .body("items.name", equalTo(List.of("Live, too", "Live")));
    }

    @Test
    void fieldsAndOrderMayBeChosen() {
        String workflow = workflow(ada, "Any");
        created(ada, workflow, "b");
        created(ada, workflow, "c");
        created(ada, workflow, "a");
        List<Map<String, Object>> chosen = ada.request()
                .queryParam("fields", "name,isActive")
                .queryParam("sort", "name")
                .get(PATH)
                .path("items");
        assertEquals("[{name=a, isActive=true}, {name=b, isActive=true}, {name=c, isActive=true}]", chosen.toString());
        ada.request()
                .queryParam("sort", "-name")
                .get(PATH)
                .then()
                .body("items.name", equalTo(List.of("c", "b", "a")))
                .body("items[0].latestVersion", equalTo(1));
        ada.request().queryParam("fields", "userId").get(PATH).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"workflowId,mine", "isActive,yes", "cursor,x", "limit,0"})
    void filterThatMakesNoSenseIsRefused(String parameter, String value) {
        ada.request()
                .queryParam(parameter, value)
                .get(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo(parameter));
    }

    @Test
    void patchChangesWhatItNames() {
        String deployment = created(ada);

        Response changed = patch(deployment, "\"1\"", new JsonObject("""
                {"name": "Renamed", "settings": {"maxDuration": "P1DT0.5S", "redactedPaths": ["/a~1b/*/c", "/"],
                 "whenFull": "queue", "maxConcurrent": 7, "loggedSteps": "faulted"}}
                """));

        changed.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Renamed"))
                .body("settings.maxDuration", equalTo("PT24H0.5S"))
                .body("settings.redactedPaths", equalTo(List.of("/a~1b/*/c", "/")))
                .body("settings.whenFull", equalTo("queue"))
                .body("settings.maxConcurrent", equalTo(7))
                .body("settings.loggedSteps", equalTo("faulted"))
                .body("settings.keptLogs", equalTo(50));
        assertEquals(changed.asString(), ada.request().get(deployment).asString());
    }

    @Test
    void settingThatIsNullIsTheUsualOneAgain() {
        JsonObject draft = draft(workflow(ada, "Greeting"), "Live").put("settings", new JsonObject("""
                {"maxDuration": "PT1S", "loggedSteps": "none", "maxLoggedBytes": 0, "redactedPaths": ["/a"], "keptLogs": 1,
                 "keptDays": 400, "maxConcurrent": 1, "whenFull": "queue", "pauseAfterFailures": 1}
                """));
        Response created = post(ada, draft);
        created.then().statusCode(201).body("settings.keptDays", equalTo(400));

        Response changed = patch(PATH + "/" + created.path("id"), "\"1\"", new JsonObject("""
                {"settings": {"maxDuration": null, "loggedSteps": null, "maxLoggedBytes": null, "redactedPaths": null,
                 "keptLogs": null, "keptDays": null, "maxConcurrent": null, "whenFull": null, "pauseAfterFailures": null}}
                """));

        assertEquals(
                ada.request()
                        .get(created(ada, workflow(ada, "Other"), "Usual"))
                        .jsonPath()
                        .getMap("settings"),
                changed.jsonPath().getMap("settings"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "maxDuration;\"1 day\"",
                "maxDuration;\"PT0S\"",
                "maxDuration;\"-PT1S\"",
                "maxDuration;\"P367D\"",
                "maxDuration;\"PT9223372036854775807S\"",
                "maxDuration;60",
                "loggedSteps;\"some\"",
                "maxLoggedBytes;-1",
                "maxLoggedBytes;1048577",
                "keptLogs;0",
                "keptLogs;10001",
                "keptDays;401",
                "maxConcurrent;0",
                "whenFull;\"drop\"",
                "pauseAfterFailures;1001",
                "unknown;1"
            })
    void settingOutOfBoundsIsRefused(String setting, String value) {
        String deployment = created(ada);
        JsonObject patch = new JsonObject("{\"settings\": {\"" + setting + "\": " + value + "}}");

        patch(deployment, "\"1\"", patch)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo("/settings/" + setting));
        ada.request().get(deployment).then().header("ETag", "\"1\"");
    }

    @Test
    void failuresAreNotCountedAmongMoreLogsThanAreKept() {
        String deployment = created(ada);
        patch(deployment, "\"1\"", new JsonObject("{\"settings\": {\"pauseAfterFailures\": 51}}"))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/settings/pauseAfterFailures"));
        patch(deployment, "\"1\"", new JsonObject("{\"settings\": {\"pauseAfterFailures\": 50}}"))
                .then()
                .statusCode(200);
        patch(deployment, "\"2\"", new JsonObject("{\"settings\": {\"keptLogs\": 49}}"))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/settings/keptLogs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password", "/a~", "/a~2", "a/b"})
    void pathThatIsNoPointerIsRefused(String path) {
        String deployment = created(ada);
        JsonObject patch =
                new JsonObject().put("settings", new JsonObject().put("redactedPaths", List.of("/fine", path)));

        patch(deployment, "\"1\"", patch)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/settings/redactedPaths/1"));
    }

    @Test
    void renamingToANameThatIsTakenIsRefused() {
        String workflow = workflow(ada, "Greeting");
        String one = created(ada, workflow, "One");
        String two = created(ada, workflow, "Two");

        patch(two, "\"1\"", new JsonObject().put("name", "One"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("existingId", equalTo(idOf(one)));
        patch(two, "\"1\"", new JsonObject().put("name", "Two")).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankNameIsRefused(String name) {
        post(ada, draft(workflow(ada, "Greeting"), name))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/name"));
    }

    @Test
    void changingWithoutOrAnotherVersionIsRefused() {
        String deployment = created(ada);
        ada.sends("{}")
                .patch(deployment)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
        patch(deployment, "\"2\"", new JsonObject())
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        ada.request().header("If-Match", "\"2\"").delete(deployment).then().statusCode(412);
    }

    @Test
    void oneOfManyConcurrentChangesWins() throws Exception {
        String deployment = created(ada);

        List<Integer> statuses = atOnce(
                16,
                i -> patch(deployment, "\"1\"", new JsonObject().put("name", "Writer " + i))
                        .statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 412), statuses::toString);
    }

    @Test
    void pausedDeploymentCanBeResumed() {
        String deployment = created(ada);
        ada.request()
                .post(deployment + "/pause")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("isActive", equalTo(false))
                .body("pausedBecause", equalTo("owner"));
        // Paused is paused.
        ada.request().post(deployment + "/pause").then().statusCode(200).header("ETag", "\"2\"");
        ada.request()
                .post(deployment + "/resume")
                .then()
                .statusCode(200)
                .body("isActive", equalTo(true))
                .body("pausedBecause", nullValue());
    }

    @Test
    void deletedDeploymentIsGone() {
        String deployment = created(ada);
        ada.request().header("If-Match", "\"1\"").delete(deployment).then().statusCode(204);
        ada.request().get(deployment).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(deployment).then().statusCode(404);
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void repeatedCreationGetsTheFirstAnswer() {
        String body = draft(workflow(ada, "Greeting"), "Live").encode();
        Response first = ada.sends(body).header("Idempotency-Key", "k").post(PATH);
        Response second = ada.sends(body).header("Idempotency-Key", "k").post(PATH);

        assertEquals(201, second.statusCode());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals(first.asString(), second.asString());
    }

    @Test
    void othersFindNothing() {
        String deployment = Deployments.withVersions(ada, 2);
        ada.sends("{\"version\": 2, \"percent\": 5}")
                .put(deployment + "/canary")
                .then()
                .statusCode(200);
        OtherUsers.findNothingAt(
                ada,
                deployment,
                Access.get(),
                Access.patch("", "{\"name\": \"Mine now\"}"),
                Access.delete(),
                Access.post("/pause", ""),
                Access.post("/resume", ""),
                Access.get("/versions"),
                Access.get("/versions/1"),
                Access.post("/versions", "{}"),
                Access.post("/promote", "{\"version\": 2, \"expectedVersion\": 1}"),
                Access.post("/rollback", "{}"),
                Access.get("/activations"),
                Access.put("/canary", "{\"version\": 2, \"percent\": 50}"),
                Access.delete("/canary"));
    }

    @Test
    void othersListIsTheirOwn() {
        created(ada);
        TestUser.fresh().request().get(PATH).then().statusCode(200).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,",
        "GET,",
        "GET,/ID",
        "PATCH,/ID",
        "DELETE,/ID",
        "POST,/ID/pause",
        "POST,/ID/resume",
        "POST,/ID/versions",
        "GET,/ID/versions",
        "GET,/ID/versions/1",
        "POST,/ID/promote",
        "POST,/ID/rollback",
        "GET,/ID/activations",
        "PUT,/ID/canary",
        "DELETE,/ID/canary",
        "POST,:batch",
        "POST,:pause",
        "POST,:resume",
        "POST,:delete"
    })
    void anonymousIsRefused(Method method, String suffix) {
        String path = PATH
                + (suffix == null ? "" : suffix.replace("ID", UUID.randomUUID().toString()));
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
