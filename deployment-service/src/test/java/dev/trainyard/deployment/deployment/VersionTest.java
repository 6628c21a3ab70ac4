package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.atOnce;
import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.deploy;
import static dev.trainyard.deployment.deployment.Deployments.edit;
import static dev.trainyard.deployment.deployment.Deployments.withVersions;
import static dev.trainyard.deployment.deployment.Deployments.workflow;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class VersionTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();
    private final JsonObject nothingSaid = new JsonObject();

    @Test
    void deployedDraftIsANewVersionAndNotActive() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");

        Response deployed = deploy(ada, deployment, new JsonObject().put("note", "Politer"));

        deployed.then()
                .statusCode(201)
                .header("Location", endsWith(deployment + "/versions/2"))
                .body("version", equalTo(2))
                .body("note", equalTo("Politer"))
                .body("isActive", equalTo(false))
                .body("contentHash", matchesPattern("[0-9a-f]{64}"));
        ada.request()
                .get(deployment)
                .then()
                .header("ETag", "\"2\"")
                .body("activeVersion", equalTo(1))
                .body("latestVersion", equalTo(2))
                .body("hasChanges", equalTo(true));
    }

    @Test
    void versionIsActiveAtOnceWhenThatIsSaid() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");

        deploy(ada, deployment, new JsonObject().put("promote", true).put("expectedVersion", 1))
                .then()
                .statusCode(201)
                .body("isActive", equalTo(true));

        ada.request().get(deployment).then().body("activeVersion", equalTo(2)).body("hasChanges", equalTo(false));
    }

    @Test
    void versionIsNotDeployedOverAnotherActiveOneThanExpected() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");

        deploy(ada, deployment, new JsonObject().put("promote", true).put("expectedVersion", 2))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:active-version-changed"))
                .body("activeVersion", equalTo(1));
        ada.request().get(deployment).then().body("latestVersion", equalTo(1));
    }

    @Test
    void sameContentIsTheSameVersion() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");
        deploy(ada, deployment, nothingSaid);
        edit(ada, workflow, "Hello");

        Response again = deploy(ada, deployment, new JsonObject().put("note", "Not kept"));

        again.then().statusCode(200).body("version", equalTo(1)).body("isActive", equalTo(true));
        ada.request().get(deployment + "/versions").then().body("items.version", equalTo(List.of(2, 1)));
    }

    @Test
    void orderOfMembersMakesNoOtherContent() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        JsonObject before = Deployments.definition("Hello");
        JsonObject otherOrder =
                new JsonObject().put("do", before.getValue("do")).put("document", before.getValue("document"));
        ada.sends(new JsonObject().put("definition", otherOrder).encode())
                .header("If-Match", "*")
                .put("/api/v1/workflows/" + workflow)
                .then()
                .statusCode(200);

        ada.request().get(deployment).then().body("hasChanges", equalTo(false));
        deploy(ada, deployment, nothingSaid).then().statusCode(200).body("version", equalTo(1));
    }

    @Test
    void versionThatIsThereAlreadyCanBePromotedByDeployingItsContent() {
        String deployment = withVersions(ada, 2);

        deploy(ada, deployment, new JsonObject().put("promote", true))
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("isActive", equalTo(true));
        ada.request().get(deployment).then().body("activeVersion", equalTo(2));
    }

    @Test
    void manyWhoDeployTheSameContentAtOnceMakeOneVersion() throws Exception {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");

        List<Response> answers = atOnce(32, i -> deploy(ada, deployment, nothingSaid));

        assertEquals(
                List.of(2),
                answers.stream()
                        .map(answer -> answer.path("version"))
                        .distinct()
                        .toList());
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        assertEquals(
                31,
                answers.stream().filter(answer -> answer.statusCode() == 200).count());
        ada.request().get(deployment + "/versions").then().body("items", hasSize(2));
    }

    @Test
    void versionsOfOtherContentsMadeAtOnceAreNumberedWithoutGaps() throws Exception {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");

        List<Integer> statuses = atOnce(16, i -> {
            JsonObject other = new JsonObject().put("definition", Deployments.definition("Hello " + i));
            // May come too late: then there is nothing new to deploy.
            ada.sends(other.encode()).header("If-Match", "*").put("/api/v1/workflows/" + workflow);
            return deploy(ada, deployment, nothingSaid).statusCode();
        });

        long made = statuses.stream().filter(status -> status == 201).count();
        List<Integer> versions =
                ada.request().get(deployment + "/versions").jsonPath().getList("items.version");
        assertEquals(made + 1, versions.size());
        assertEquals(made + 1, versions.stream().distinct().collect(Collectors.counting()));
        assertEquals(made + 1, (long) versions.getFirst());
    }

    @Test
    void draftThatBreaksARuleIsNotDeployed() throws Exception {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        // As an older release may have let it pass.
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.execute("""
                    UPDATE deployment.workflow SET definition = definition || '{"do": [{"greet": {"shout": "Hello"}}]}'
                    WHERE id = '%s'
                    """.formatted(workflow));
        }

        deploy(ada, deployment, nothingSaid)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:draft-invalid"))
                .body("violations[0].pointer", startsWith("/do/0/greet"));
        Deployments.post(ada, Deployments.draft(workflow, "Other"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:draft-invalid"));
        String batch =
                "{\"deployments\": [" + Deployments.draft(workflow, "Other").encode() + "]}";
        ada.sends(batch)
                .urlEncodingEnabled(false)
                .post(Deployments.PATH + ":batch")
                .then()
                .statusCode(200)
                .body("refused[0].code", equalTo("draft-invalid"))
                .body("refused[0].violations[0].pointer", startsWith("/do/0/greet"));
    }

    @Test
    void workflowsDeletedWhileTheyAreDeployedStopNobody() throws Exception {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");

        List<Integer> statuses = atOnce(
                16,
                i -> i == 8
                        ? ada.request().delete("/api/v1/workflows/" + workflow).statusCode()
                        : deploy(ada, deployment, nothingSaid).statusCode());

        assertEquals(
                List.of(), statuses.stream().filter(status -> status >= 500).toList());
        deploy(ada, deployment, nothingSaid)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:workflow-deleted"));
    }

    @Test
    void versionCanBeReadWithItsDefinition() {
        String deployment = withVersions(ada, 2);
        Response version = ada.request().get(deployment + "/versions/2");
        version.then().statusCode(200).body("version", equalTo(2)).body("isActive", equalTo(false));
        assertEquals(Deployments.definition("Hello 2"), new JsonObject(version.asString()).getJsonObject("definition"));
    }

    @Test
    void definitionCanBeReadAsYaml() throws Exception {
        String deployment = withVersions(ada, 2);

        Response yaml = ada.request().accept("application/yaml").get(deployment + "/versions/2");

        yaml.then().statusCode(200).contentType("application/yaml");
        assertEquals("""
                document:
                  dsl: 1.0.0
                  namespace: coach
                  name: greet
                  version: 1.0.0
                do:
                - greet:
                    set:
                      greeting: Hello 2
                """, yaml.asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "yes",
                "null",
                "1e3",
                "~",
                "",
                " x ",
                "a: b",
                "# c",
                "-",
                "two\nlines\n",
                "\t",
                "Zoë 🌬",
                "on",
                "False",
                "NULL",
                "NaN",
                ".inf",
                "1:20",
                "2026-11-21",
                "<<",
                "=",
                "a #b",
                "[x",
                "{x",
                "*x",
                "&x",
                "!x",
                "%x",
                "@x",
                "`x",
                "x:",
                "| x",
                "> x",
                "0x1F"
            })
    void textIsTheSameTextInYaml(String greeting) throws Exception {
        String workflow = workflow(ada, "Greeting");
        edit(ada, workflow, greeting);
        String deployment = created(ada, workflow, "Live");

        String yaml = ada.request()
                .accept("application/yaml")
                .get(deployment + "/versions/1")
                .asString();

        assertEquals(
                new ObjectMapper().readTree(Deployments.definition(greeting).encode()),
                new YAMLMapper().readTree(yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "999999999"})
    void unknownVersionIsNotFound(String version) {
        ada.request()
                .get(created(ada) + "/versions/" + version)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void versionsArePagedNewestFirst() {
        String deployment = withVersions(ada, 4);

        Response first = ada.request().queryParam("limit", 2).get(deployment + "/versions");
        Response second =
                ada.request().queryParam("cursor", first.<String>path("next")).get(deployment + "/versions");

        first.then()
                .body("items.version", equalTo(List.of(4, 3)))
                .body("items.isActive", equalTo(List.of(false, false)));
        second.then()
                .body("items.version", equalTo(List.of(2, 1)))
                .body("items.isActive", equalTo(List.of(false, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"promote\": \"yes\"}", "{\"expectedVersion\": 0}", "{\"version\": 3}"})
    void draftThatMakesNoSenseIsRefused(String body) {
        ada.sends(body)
                .post(created(ada) + "/versions")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"));
    }
}
