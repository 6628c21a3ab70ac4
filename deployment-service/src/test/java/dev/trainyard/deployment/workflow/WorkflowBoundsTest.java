package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static dev.trainyard.deployment.workflow.Workflows.definition;
import static dev.trainyard.deployment.workflow.Workflows.draft;
import static dev.trainyard.deployment.workflow.Workflows.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkflowBoundsTest {

    private final TestUser ada = TestUser.fresh();

    private Response postDefinition(String json) {
        return ada.sends("{\"definition\":" + json + "}").post(PATH);
    }

    private static ValidatableResponse isInvalid(Response response) {
        return response.then().statusCode(400).body("type", equalTo("urn:problem:invalid-input"));
    }

    /** A definition with any JSON in it. */
    private static String definitionWith(String json) {
        return definition()
                .put("document", definition().getJsonObject("document").put("metadata", new JsonObject()))
                .encode()
                .replace("\"metadata\":{}", "\"metadata\":" + json);
    }

    /** A definition of so many bytes. */
    private static String definitionOf(int bytes) {
        int others = definitionWith("{\"a\":\"\"}").getBytes(StandardCharsets.UTF_8).length;
        return definitionWith("{\"a\":\"" + "x".repeat(bytes - others) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 120})
    void nameAtTheBoundIsTaken(int length) {
        post(ada, draft("a".repeat(length))).then().statusCode(201);
    }

    @Test
    void longerNameIsRefused() {
        isInvalid(post(ada, draft("a".repeat(121)))).body("violations.pointer", contains("/name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void blankNameIsRefused(String name) {
        isInvalid(post(ada, draft(name))).body("violations.pointer", contains("/name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                    | /definition",
                "{\"definition\":null}                 | /definition",
                "{\"definition\":[]}                   | /definition",
                "{\"definition\":\"{}\"}               | /definition",
                "{\"definition\":1}                    | /definition",
                "{\"definition\":{},\"name\":1}        | /name",
                "{\"definition\":{},\"id\":\"a\"}      | /id",
                "{\"definition\":{},\"revision\":7}    | /revision",
            })
    void draftOfAnotherShapeIsRefusedWithItsPlace(String json, String pointer) {
        isInvalid(ada.sends(json).post(PATH))
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].pointer", equalTo(pointer));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"a\":01}", "{", "{\"a\":\"", "{} {}"})
    void malformedDefinitionIsRefused(String json) {
        postDefinition(json).then().statusCode(400).body("type", equalTo("urn:problem:malformed-json"));
    }

    @Test
    void definitionOf200KilobytesIsTaken() {
        postDefinition(definitionOf(Definitions.MAX_BYTES)).then().statusCode(201);
    }

    @Test
    void largerDefinitionIsRefused() {
        isInvalid(postDefinition(definitionOf(Definitions.MAX_BYTES + 1)))
                .body("violations.pointer", contains("/definition"));
    }

    @Test
    void whiteSpaceDoesNotMakeADefinitionLarger() {
        String spacious = definitionOf(Definitions.MAX_BYTES).replace(":", " : " + " ".repeat(3_000));
        postDefinition(spacious).then().statusCode(201);
    }

    @Test
    void largerDefinitionDoesNotReplaceAnother() {
        String workflow = created(ada, "Greeting");
        String larger = "{\"definition\":" + definitionOf(Definitions.MAX_BYTES + 1) + "}";
        isInvalid(ada.sends(larger).header("If-Match", "\"1\"").put(workflow));
        ada.request().get(workflow).then().header("ETag", "\"1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\\u0000c\"}                  | /definition/a",
                "{\"a\":[1,{\"b/c\":\"\\ud800\"}]}      | /definition/a/1/b~1c",
                "{\"a\":{\"b\\u0000\":1}}               | /definition/a",
                "{\"a\":1e400}                          | /definition/a",
                "{\"a\":[0,1e30]}                       | /definition/a/1",
                "{\"a\":1e-300}                         | /definition/a",
                "{\"a\":1000000000000000000000000000000}| /definition/a",
            })
    void valueThatCannotBeStoredIsRefusedWithItsPlace(String json, String pointer) {
        isInvalid(postDefinition(json)).body("violations.pointer", contains(pointer));
    }

    @Test
    void everyPlaceIsNamedAtOnce() {
        isInvalid(postDefinition("{\"a\":\"\\u0000\",\"b\":1e300}"))
                .body("violations.pointer", containsInAnyOrder("/definition/a", "/definition/b"));
    }

    @Test
    void tooManyPlacesAreNotAllNamed() {
        String numbers = String.join(",", Collections.nCopies(10_000, "1e300"));
        isInvalid(postDefinition("{\"a\":[" + numbers + "]}")).body("violations", hasSize(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"\":null}",
                "{\"a\":[true,false,null,[],{}]}",
                "{\"a\":[0.1,1.5,-2,9007199254740993,123456789012345678901234567890]}",
                "{\"a\":\"'; DROP TABLE workflow; -- ? $1 \\\\ \\\" \\u2028 🌬\"}",
                "{\"z\":1,\"aa\":2,\"b\":{\"?\":\"?\"}}",
            })
    void definitionComesBackAsItWas(String json) {
        Response created = postDefinition(definitionWith(json));
        assertEquals(
                new JsonObject(definitionWith(json)), new JsonObject(created.asString()).getJsonObject("definition"));
    }

    @Test
    void definitionNestedAsDeepAsItMayIsTaken() {
        String deep = "[".repeat(98) + "]".repeat(98);
        postDefinition(definitionWith("{\"a\":" + deep + "}")).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 900})
    void deeperDefinitionIsRefusedWithItsPlace(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        isInvalid(postDefinition(definitionWith("{\"a\":" + deep + "}")))
                .body("violations.pointer", contains("/definition/document/metadata/a" + "/0".repeat(98)))
                .body("violations.detail", contains("must not be nested in more than 100 others"));
    }

    @Test
    void deepestDefinitionIsRefusedAsMalformed() {
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        postDefinition("{\"a\":" + deep + "}").then().statusCode(400).contentType("application/problem+json");
    }
}
