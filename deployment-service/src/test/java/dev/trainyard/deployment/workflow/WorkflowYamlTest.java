package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static dev.trainyard.deployment.workflow.Workflows.draft;
import static dev.trainyard.deployment.workflow.Workflows.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkflowYamlTest {

    private static final String YAML = """
            document:
              dsl: 1.0.0
              namespace: coach
              name: greet
              version: 1.0.0
            do:
            - greet:
                set:
                  greeting: "Servus, Zoë \\U0001F32C"
            """;

    private final TestUser ada = TestUser.fresh();

    private RequestSpecification sends(String yaml) {
        return ada.request()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                                .defaultContentCharset("UTF-8")))
                .contentType("application/yaml")
                .body(yaml);
    }

    private Response read(String workflow, String accepted) {
        return ada.request().header("Accept", accepted).get(workflow);
    }

    @Test
    void workflowInYamlIsTheSameAsInJson() {
        Response inYaml = sends(YAML).queryParam("name", "Greeting").post(PATH);

        inYaml.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(PATH + "/" + inYaml.path("id")))
                .body("name", equalTo("Greeting"));
        assertEquals(
                Workflows.definition(),
                new io.vertx.core.json.JsonObject(inYaml.asString()).getJsonObject("definition"));
    }

    @Test
    void workflowInYamlWithoutANameGetsOne() {
        sends(YAML).post(PATH).then().statusCode(201).body("name", equalTo("Untitled 1"));
    }

    @Test
    void definitionIsReadAsYamlByThoseWhoWantIt() {
        String workflow = created(ada, "Greeting");
        Response yaml = read(workflow, "application/yaml");

        yaml.then().statusCode(200).header("ETag", "\"1\"").contentType(startsWith("application/yaml"));
        assertEquals(
                YAML.replace("\\U0001F32C", "🌬").replace("\"", ""),
                yaml.asString().replace("\"", "").replace("\\U0001f32c", "🌬"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/*"})
    void everybodyElseReadsJson(String accepted) {
        read(created(ada, "Greeting"), accepted)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("name", equalTo("Greeting"));
    }

    @Test
    void workflowIsReplacedByYaml() {
        String workflow = created(ada, "Greeting");
        sends(YAML.replace("Servus", "Baba"))
                .header("If-Match", "\"1\"")
                .put(workflow)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Greeting"))
                .body("definition.do[0].greet.set.greeting", startsWith("Baba"));
    }

    @Test
    void replacingByYamlNeedsTheVersion() {
        String workflow = created(ada, "Greeting");
        sends(YAML).put(workflow).then().statusCode(428).body("type", equalTo("urn:problem:precondition-required"));
    }

    @Test
    void pointersAreIntoTheDocument() {
        sends(YAML.replace("set:", "sett:"))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains("/do/0/greet"));
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() {
        sends("document: [\n")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-yaml"))
                .body("detail", containsString("line 1, column 12"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void nameTwiceInAMappingIsRefused() {
        sends(YAML + "do: []\n")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-yaml"))
                .body("detail", containsString("Duplicate field 'do'"));
    }

    /** Nine levels of ten references to the one before: a billion of them. */
    @Test
    void bombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 x\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        sends(bomb.toString())
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-yaml"))
                .body("detail", containsString("Aliases are not read here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void nameThatIsNoneIsRefused(String name) {
        sends(YAML)
                .queryParam("name", name)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo("name"));
    }

    @Test
    void definitionOfTenMegabytesIsRefused() {
        sends(YAML + "x: " + "y".repeat(10_000_000))
                .post(PATH)
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
    }

    @Test
    void checkedDefinitionIsNotSaved() {
        ada.sends(draft("Greeting").encode())
                .urlEncodingEnabled(false)
                .post(PATH + ":check")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("violations", hasSize(0));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void checkTellsAllThatIsWrong() {
        sends(YAML.replace("set:", "sett:").replace("version: 1.0.0", "version: x"))
                .urlEncodingEnabled(false)
                .post(PATH + ":check")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("violations.pointer", contains("/do/0/greet", "/document/version"));
    }

    @Test
    void checkOfNoYamlTellsWhere() {
        sends("document: [\n")
                .urlEncodingEnabled(false)
                .post(PATH + ":check")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("violations[0].pointer", equalTo(""))
                .body("violations[0].detail", containsString("line 1, column 12"));
    }

    @Test
    void anonymousCheckIsRefused() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(draft("Greeting").encode())
                .post(PATH + ":check")
                .then()
                .statusCode(401);
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(ada, PATH + "/" + post(ada, draft("Greeting")).path("id"), Access.get());
    }
}
