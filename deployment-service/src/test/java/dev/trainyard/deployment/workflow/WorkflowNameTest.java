package dev.trainyard.deployment.workflow;

import static dev.trainyard.deployment.workflow.Workflows.PATH;
import static dev.trainyard.deployment.workflow.Workflows.atOnce;
import static dev.trainyard.deployment.workflow.Workflows.created;
import static dev.trainyard.deployment.workflow.Workflows.draft;
import static dev.trainyard.deployment.workflow.Workflows.nameless;
import static dev.trainyard.deployment.workflow.Workflows.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class WorkflowNameTest {

    private final TestUser ada = TestUser.fresh();

    private String duplicated(String workflow) {
        return ada.request().post(workflow + "/duplicate").path("name");
    }

    @Test
    void workflowWithoutANameIsUntitledWithANumber() {
        assertEquals("Untitled 1", post(ada, nameless()).path("name"));
        assertEquals("Untitled 2", post(ada, nameless()).path("name"));
    }

    @Test
    void nullIsNoName() {
        assertEquals("Untitled 1", post(ada, nameless().putNull("name")).path("name"));
    }

    @Test
    void numberIsAboveAllThatAreUsed() {
        Stream.of("Untitled 7", "Untitled 12", "Untitled 3").forEach(name -> created(ada, name));
        assertEquals("Untitled 13", post(ada, nameless()).path("name"));
    }

    @ParameterizedTest
    @CsvSource({"Untitled", "Untitled 07", "Untitled 7 b", "untitled 7", "Untitled -7", "Untitled 1e9", "My Untitled 7"
    })
    void nameThatOnlyLooksLikeItDoesNotCount(String name) {
        created(ada, name);
        assertEquals("Untitled 1", post(ada, nameless()).path("name"));
    }

    @Test
    void numberBeyondOursDoesNotCount() {
        created(ada, "Untitled 9999999999999999999999999");
        assertEquals("Untitled 1", post(ada, nameless()).path("name"));
    }

    @Test
    void numberAfterTheLastOfOursMayBeTaken() {
        created(ada, "Untitled 999999999999999");
        created(ada, "Untitled 1000000000000000");
        post(ada, nameless()).then().statusCode(409).body("type", equalTo("urn:problem:name-taken"));
    }

    @Test
    void numbersOfAnotherUserDoNotCount() {
        created(TestUser.fresh(), "Untitled 7");
        assertEquals("Untitled 1", post(ada, nameless()).path("name"));
    }

    @Test
    void fiftyAtOnceGetFiftyNumbers() throws Exception {
        List<String> names = atOnce(50, i -> post(ada, nameless()).path("name"));

        Set<String> expected =
                IntStream.rangeClosed(1, 50).mapToObj(i -> "Untitled " + i).collect(Collectors.toSet());
        assertEquals(expected, Set.copyOf(names));
    }

    @Test
    void nameIsTakenOnce() {
        String first = post(ada, draft("Greeting")).path("id");
        post(ada, draft("Greeting"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("existingId", equalTo(first));
    }

    @Test
    void nameOfAnotherUserIsFree() {
        created(TestUser.fresh(), "Greeting");
        post(ada, draft("Greeting")).then().statusCode(201);
    }

    @Test
    void nameInAnotherCaseIsAnotherName() {
        created(ada, "Greeting");
        post(ada, draft("greeting")).then().statusCode(201);
    }

    @Test
    void oneOfManyConcurrentCreationsGetsTheName() throws Exception {
        List<Integer> statuses = atOnce(16, i -> post(ada, draft("Greeting")).statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(15, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
    }

    @Test
    void workflowIsNotRenamedToATakenName() {
        String other = created(ada, "Farewell");
        String workflow = created(ada, "Greeting");
        ada.sends(draft("Farewell").encode())
                .header("If-Match", "\"1\"")
                .put(workflow)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:name-taken"))
                .body("existingId", equalTo(other.substring(PATH.length() + 1)));
        ada.request().get(workflow).then().header("ETag", "\"1\"").body("name", equalTo("Greeting"));
    }

    @Test
    void copiesAreCountedFromTheSecondOn() {
        String workflow = created(ada, "Greeting");
        assertEquals("Greeting copy", duplicated(workflow));
        assertEquals("Greeting copy 2", duplicated(workflow));
        assertEquals("Greeting copy 3", duplicated(workflow));
    }

    @Test
    void copyTakesTheFirstFreeName() {
        String workflow = created(ada, "Greeting");
        Stream.of("Greeting copy", "Greeting copy 3").forEach(name -> created(ada, name));
        assertEquals("Greeting copy 2", duplicated(workflow));
        assertEquals("Greeting copy 4", duplicated(workflow));
    }

    @Test
    void copiesMadeAtOnceHaveNamesOfTheirOwn() throws Exception {
        String workflow = created(ada, "Greeting");
        List<String> names = atOnce(8, i -> duplicated(workflow));
        assertEquals(8, Set.copyOf(names).size(), names::toString);
    }

    @Test
    void copyOfALongNameIsNoLonger() {
        String name = "a".repeat(120);
        String workflow = created(ada, name);
        assertEquals("a".repeat(104) + " copy", duplicated(workflow));
        assertEquals("a".repeat(104) + " copy 2", duplicated(workflow));
    }

    @Test
    void copyOfALongNameDoesNotCutACharacterInTwo() {
        String workflow = created(ada, "a" + "🌬".repeat(59));
        Response copy = ada.request().post(workflow + "/duplicate");
        copy.then().statusCode(201).body("name", equalTo("a" + "🌬".repeat(51) + " copy"));
    }
}
