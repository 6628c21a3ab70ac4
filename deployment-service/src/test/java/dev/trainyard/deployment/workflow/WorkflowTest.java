package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.atOnce;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static dev.trainyard.deployment.workflow.Workflows.definition;
import static dev.trainyard.deployment.workflow.Workflows.draft;
import static dev.trainyard.deployment.workflow.Workflows.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WorkflowTest {

    private final TestUser ada = TestUser.fresh();

    private Response put(String workflow, String ifMatch, JsonObject draft) {
        return ada.sends(draft.encode()).header("If-Match", ifMatch).put(workflow);
    }

    @Test
    void createdWorkflowCanBeReadBack() {
        Response created = post(ada, draft("Greeting"));

        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(PATH + "/" + created.path("id")));
        Response read = ada.request().get(created.header("Location"));
        assertEquals(created.asString(), read.asString());
        read.then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Greeting"))
                .body("revision", equalTo(1));
        assertEquals(definition(), new JsonObject(read.asString()).getJsonObject("definition"));
    }

    @Test
    void replacedWorkflowCanBeReadBack() {
        String workflow = created(ada, "Greeting");
        JsonObject other = definition().put("output", new JsonObject().put("as", ".greeting"));

        Response replaced = put(workflow, "\"1\"", draft("Farewell").put("definition", other));

        replaced.then().statusCode(200).header("ETag", "\"2\"").body("name", equalTo("Farewell"));
        Response read = ada.request().get(workflow);
        assertEquals(replaced.asString(), read.asString());
        assertEquals(other, new JsonObject(read.asString()).getJsonObject("definition"));
        read.then().header("ETag", "\"2\"").body("revision", equalTo(2));
    }

    @Test
    void replacedWorkflowKeepsItsNameWhenNoneIsGiven() {
        String workflow = created(ada, "Greeting");
        put(workflow, "\"1\"", Workflows.nameless()).then().statusCode(200).body("name", equalTo("Greeting"));
    }

    @Test
    void replacingWithoutVersionIsRefused() {
        String workflow = created(ada, "Greeting");
        ada.sends(draft("Farewell").encode())
                .put(workflow)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
    }

    @Test
    void replacingAnotherVersionIsRefused() {
        String workflow = created(ada, "Greeting");
        put(workflow, "\"2\"", draft("Farewell"))
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        ada.request().get(workflow).then().header("ETag", "\"1\"").body("name", equalTo("Greeting"));
    }

    @Test
    void oneOfManyConcurrentWritersWins() throws Exception {
        String workflow = created(ada, "Greeting");

        List<Integer> statuses =
                atOnce(16, i -> put(workflow, "\"1\"", draft("Writer " + i)).statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 412), statuses::toString);
        ada.request().get(workflow).then().header("ETag", "\"2\"");
    }

    @Test
    void deletedWorkflowIsGone() {
        String workflow = created(ada, "Greeting");
        ada.request().delete(workflow).then().statusCode(204);
        ada.request().get(workflow).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(workflow).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void deletionOfAnotherVersionIsRefused() {
        String workflow = created(ada, "Greeting");
        ada.request()
                .header("If-Match", "\"2\"")
                .delete(workflow)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        ada.request().get(workflow).then().statusCode(200);
    }

    @Test
    void deletionOfThisVersionPasses() {
        String workflow = created(ada, "Greeting");
        ada.request().header("If-Match", "\"1\"").delete(workflow).then().statusCode(204);
    }

    @Test
    void duplicateHasTheSameDefinitionAndALifeOfItsOwn() {
        String workflow = created(ada, "Greeting");
        put(workflow, "\"1\"", draft("Greeting"));

        Response copy = ada.request().post(workflow + "/duplicate");

        copy.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith(PATH + "/" + copy.path("id")))
                .body("name", equalTo("Greeting copy"))
                .body("revision", equalTo(1));
        assertEquals(definition(), new JsonObject(copy.asString()).getJsonObject("definition"));
        ada.request().delete(workflow);
        ada.request().get(copy.header("Location")).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/duplicate"})
    void repeatedCreationGetsTheFirstAnswer(String suffix) {
        String path = suffix.isEmpty() ? PATH : created(ada, "Greeting") + suffix;
        String body = suffix.isEmpty() ? draft("Farewell").encode() : "";
        Response first = ada.sends(body).header("Idempotency-Key", "k").post(path);
        Response second = ada.sends(body).header("Idempotency-Key", "k").post(path);

        assertEquals(201, second.statusCode());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.header("ETag"), second.header("ETag"));
        ada.request().get(PATH).then().body("items", hasSize(suffix.isEmpty() ? 1 : 2));
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(
                ada,
                created(ada, "Greeting"),
                Access.get(),
                Access.put("", draft("Mine now").encode()),
                Access.delete(),
                Access.post("/duplicate", ""));
    }

    @Test
    void othersListIsTheirOwn() {
        created(ada, "Greeting");
        TestUser.fresh().request().get(PATH).then().statusCode(200).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"POST,", "GET,", "GET,/ID", "PUT,/ID", "DELETE,/ID", "POST,/ID/duplicate"})
    void anonymousIsRefused(Method method, String suffix) {
        String path = PATH
                + (suffix == null ? "" : suffix.replace("ID", UUID.randomUUID().toString()));
        given().contentType("application/json")
                .body(draft("Greeting").encode())
                .request(method, path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
