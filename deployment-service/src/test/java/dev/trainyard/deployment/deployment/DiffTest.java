package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.PATH;
import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.edit;
import static dev.trainyard.deployment.deployment.Deployments.withVersions;
import static dev.trainyard.deployment.deployment.Deployments.workflow;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DiffTest {

    private final TestUser ada = TestUser.fresh();

    private Response diff(String deployment, String from, String to) {
        return ada.request().queryParam("from", from).queryParam("to", to).get(deployment + "/diff");
    }

    @Test
    void twoVersionsAreCompared() {
        String deployment = withVersions(ada, 3);

        diff(deployment, "2", "3")
                .then()
                .statusCode(200)
                .body("fromVersion", equalTo(2))
                .body("toVersion", equalTo(3))
                .body("isCut", equalTo(false))
                .body("changes", hasSize(1))
                .body("changes[0].kind", equalTo("changed"))
                .body("changes[0].of", equalTo("member"))
                .body("changes[0].task", equalTo("greet"))
                .body("changes[0].to", equalTo("/do/0/greet/set/greeting"))
                .body("changes[0].before", equalTo("Hello 2"))
                .body("changes[0].after", equalTo("Hello 3"));
    }

    @Test
    void whatIsActiveIsComparedWithTheDraftUnlessSomethingElseIsSaid() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        edit(ada, workflow, "Good morning");

        ada.request()
                .get(deployment + "/diff")
                .then()
                .statusCode(200)
                .body("fromVersion", equalTo(1))
                .body("toVersion", nullValue())
                .body("changes.after", equalTo(List.of("Good morning")));
    }

    @Test
    void nothingDiffersFromItself() {
        String deployment = created(ada);
        diff(deployment, "1", "active").then().statusCode(200).body("changes", hasSize(0));
        diff(deployment, "draft", "draft").then().statusCode(200).body("changes", hasSize(0));
    }

    @Test
    void unknownVersionIsNotFound() {
        diff(created(ada), "1", "2").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void draftOfADeletedWorkflowCannotBeCompared() {
        String workflow = workflow(ada, "Greeting");
        String deployment = created(ada, workflow, "Live");
        ada.request().delete("/api/v1/workflows/" + workflow);

        diff(deployment, "1", "draft").then().statusCode(409).body("type", equalTo("urn:problem:workflow-deleted"));
        diff(deployment, "1", "active").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"from,0", "from,-1", "to,01", "to,Draft", "to,9999999999"})
    void sideThatIsNoneIsRefused(String parameter, String value) {
        ada.request()
                .queryParam(parameter, value)
                .get(created(ada) + "/diff")
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo(parameter));
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(ada, created(ada), Access.get("/diff"), Access.get("/diff?from=1&to=draft"));
    }

    @Test
    void anonymousIsRefused() {
        given().get(PATH + "/" + UUID.randomUUID() + "/diff").then().statusCode(401);
    }
}
