package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static dev.trainyard.deployment.workflow.Workflows.draft;
import static dev.trainyard.deployment.workflow.Workflows.nameless;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkflowBatchTest {

    private static final String BATCH = PATH + ":batch";

    private final TestUser ada = TestUser.fresh();

    private static String batch(Stream<JsonObject> drafts) {
        return new JsonObject().put("workflows", new JsonArray(drafts.toList())).encode();
    }

    private Response postAll(JsonObject... drafts) {
        return ada.sends(batch(Stream.of(drafts))).urlEncodingEnabled(false).post(BATCH);
    }

    private void hasNone() {
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void workflowsAreCreatedInTheirOrder() {
        postAll(draft("b"), draft("a"), draft("c"))
                .then()
                .statusCode(201)
                .body("workflows.name", contains("b", "a", "c"))
                .body("workflows.revision", contains(1, 1, 1));
        ada.request().get(PATH).then().body("items.name", contains("c", "a", "b"));
    }

    @Test
    void thoseWithoutANameGetOneThatIsFree() {
        created(ada, "Untitled 3");
        postAll(nameless(), draft("Untitled 5"), nameless(), nameless())
                .then()
                .statusCode(201)
                .body("workflows.name", contains("Untitled 4", "Untitled 5", "Untitled 6", "Untitled 7"));
    }

    @Test
    void thousandWorkflowsAreCreatedAtOnce() {
        ada.sends(batch(IntStream.range(0, 1_000).mapToObj(i -> nameless())))
                .urlEncodingEnabled(false)
                .post(BATCH)
                .then()
                .statusCode(201)
                .body("workflows", hasSize(1_000))
                .body("workflows[999].name", equalTo("Untitled 1000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void tooManyOrNoneAreRefused(int number) {
        ada.sends(batch(IntStream.range(0, number).mapToObj(i -> nameless())))
                .urlEncodingEnabled(false)
                .post(BATCH)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/workflows"));
        hasNone();
    }

    @Test
    void oneBadDefinitionRefusesAllWithItsPlace() {
        JsonObject bad = draft("b");
        bad.getJsonObject("definition").remove("do");
        postAll(draft("a"), bad)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains("/workflows/1/definition"));
        hasNone();
    }

    @Test
    void nameTwiceInABatchIsRefused() {
        postAll(draft("a"), draft("b"), draft("a"))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/workflows/2/name"));
        hasNone();
    }

    @Test
    void nameOfAnotherWorkflowIsAConflict() {
        String existing = created(ada, "a");
        Response refused = postAll(draft("b"), draft("a"));
        refused.then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("pointer", equalTo("/workflows/1/name"));
        assertEquals(existing, PATH + "/" + refused.path("existingId"));
        ada.request().get(PATH).then().body("items", hasSize(1));
    }

    @Test
    void repeatedBatchGetsTheFirstAnswer() {
        String body = batch(Stream.of(nameless(), nameless()));
        List<String> answers = Stream.of(1, 2)
                .map(i -> ada.sends(body)
                        .header("Idempotency-Key", "k")
                        .urlEncodingEnabled(false)
                        .post(BATCH)
                        .asString())
                .toList();
        assertEquals(answers.get(0), answers.get(1));
        ada.request().get(PATH).then().body("items", hasSize(2));
    }

    @Test
    void batchesAtOnceDoNotShareNames() throws Exception {
        List<Integer> statuses = Workflows.atOnce(
                8, i -> postAll(nameless(), nameless(), nameless()).statusCode());
        assertEquals(List.of(201), statuses.stream().distinct().toList());
        ada.request().queryParam("name", "Untitled 24").get(PATH).then().body("items", hasSize(1));
    }

    @Test
    void batchOfOneUserIsNothingToOthers() {
        postAll(draft("a"));
        TestUser.fresh().request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void anonymousIsRefused() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(batch(Stream.of(nameless())))
                .post(BATCH)
                .then()
                .statusCode(401)
                .body("type", endsWith(":unauthenticated"));
    }
}
