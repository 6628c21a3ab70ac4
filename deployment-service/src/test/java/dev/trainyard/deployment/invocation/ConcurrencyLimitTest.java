package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static dev.trainyard.deployment.invocation.Deployed.atOnce;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.deployment.Uncancelled;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamcrest.MatcherAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConcurrencyLimitTest.ShortLine.class)
class ConcurrencyLimitTest {

    /** So that a line can be filled. */
    public static class ShortLine implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("trainyard.invocation.max-queued", "40");
        }
    }

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    LineJob job;

    private Deployed deployed;

    @BeforeEach
    void deploy() throws SQLException {
        deployed = Deployed.by(ada, database);
    }

    private Response awaited(String invocation) {
        return ada.request().queryParam("wait", "PT20S").get(invocation);
    }

    private void cancel(String invocation) {
        ada.request().post(invocation + "/cancel");
    }

    private static Map<Integer, Long> statuses(List<Response> answers) {
        return answers.stream().collect(groupingBy(Response::statusCode, counting()));
    }

    @Test
    void withinTheLimitARunBegins() throws SQLException {
        deployed.with("{\"maxConcurrent\":1}");
        deployed.invoke("7").then().statusCode(200).body("output", equalTo(7));
        deployed.invoke("8").then().statusCode(200).body("output", equalTo(8));
    }

    @Test
    void beyondTheLimitARunIsRejected() throws SQLException {
        deployed.with("{\"maxConcurrent\":1}");
        deployed.begun(LONG);
        deployed.invoke(NOTHING)
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:deployment-full"));
        assertEquals(1, deployed.runs());
    }

    @Test
    void ofManyAtOnceExactlyAsManyAsMayBegin() throws Exception {
        deployed.with("{\"maxConcurrent\":5}");
        List<Response> answers = atOnce(32, _ -> deployed.invokeAsync(LONG));
        assertEquals(Map.of(202, 5L, 429, 27L), statuses(answers));
        assertEquals(5, deployed.going());
    }

    @Test
    void limitOfOneDeploymentIsNoneOfAnother() throws SQLException {
        Deployed other = Deployed.by(ada, database).with("{\"maxConcurrent\":1}");
        deployed.with("{\"maxConcurrent\":1}").begun(LONG);
        other.invoke(NOTHING).then().statusCode(200);
    }

    @Test
    void placeIsFreeWhenARunIsCancelled() throws SQLException {
        String first = deployed.with("{\"maxConcurrent\":1}").begun(LONG);
        cancel(first);
        awaited(first);
        deployed.invoke(NOTHING).then().statusCode(200);
    }

    @Test
    void beyondTheLimitARunWaitsInLine() throws SQLException {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        Response queued = deployed.invoke(NOTHING);
        queued.then().statusCode(202).body("status", equalTo("queued"));
        ada.request().get(queued.header("Location")).then().body("status", equalTo("queued"));
    }

    @Test
    void lineGoesOnWhenARunEnds() throws SQLException {
        String first =
                deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        String second = deployed.invoke("2").header("Location");
        cancel(first);
        awaited(second).then().body("status", equalTo("completed")).body("output", equalTo(2));
    }

    @Test
    void lineBeginsInItsOrderAndNeverMoreThanMay() throws Exception {
        String first =
                deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        List<String> line = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            line.add(deployed.invoke("{\"waitMillis\":10}").header("Location"));
        }
        cancel(first);
        String endOfOneBefore = "";
        for (String invocation : line) {
            Response run = awaited(invocation);
            run.then().body("status", equalTo("completed"));
            MatcherAssert.assertThat(endOfOneBefore, lessThanOrEqualTo(run.<String>path("startedAt")));
            endOfOneBefore = run.path("finishedAt");
        }
    }

    @Test
    void allInLineEndAfterAllAtOnce() throws Exception {
        deployed.with("{\"maxConcurrent\":3,\"whenFull\":\"queue\"}");
        List<Response> answers = atOnce(32, _ -> deployed.invokeAsync("{\"waitMillis\":20}"));
        assertEquals(Map.of(202, 32L), statuses(answers));
        for (Response answer : answers) {
            awaited(answer.header("Location")).then().body("status", equalTo("completed"));
        }
        assertEquals(0, deployed.going());
    }

    @Test
    void longerLineIsRefused() throws Exception {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        List<Response> answers = atOnce(48, _ -> deployed.invoke(NOTHING));
        assertEquals(Map.of(202, 40L, 429, 8L), statuses(answers));
        assertEquals(40, deployed.queued());
        deployed.invoke(NOTHING)
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:queue-full"));
    }

    @Test
    void runInLineCanBeCancelled() throws SQLException {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        String queued = deployed.invoke(NOTHING).header("Location");
        cancel(queued);
        awaited(queued).then().body("status", equalTo("cancelled"));
    }

    @Test
    void lineIsCalledUpAfterTheLimitWasRaised() throws Exception {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        String queued = deployed.invoke("7").header("Location");
        deployed.with("{\"maxConcurrent\":2}");
        job.run(new Uncancelled());
        awaited(queued).then().body("status", equalTo("completed")).body("output", equalTo(7));
    }

    @Test
    void lineIsCalledUpAfterTheLimitWasTakenAway() throws Exception {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        String queued = deployed.invoke("7").header("Location");
        deployed.with("{\"maxConcurrent\":null}");
        job.run(new Uncancelled());
        awaited(queued).then().body("status", equalTo("completed"));
    }

    @Test
    void fullDeploymentIsNotCalledUp() throws Exception {
        deployed.with("{\"maxConcurrent\":1,\"whenFull\":\"queue\"}").begun(LONG);
        deployed.invoke(NOTHING);
        job.run(new Uncancelled());
        assertEquals(1, deployed.queued());
    }

    @Test
    void replacedRunGivesItsPlaceToTheOneThatReplacesIt() throws SQLException {
        deployed.with("{\"maxConcurrent\":1}");
        String first = replacing(LONG).header("Location");
        String second = replacing("7").header("Location");
        awaited(first).then().body("status", equalTo("cancelled"));
        awaited(second).then().body("status", equalTo("completed")).body("output", equalTo(7));
    }

    private Response replacing(String input) {
        return deployed.sends(input)
                .header("Idempotency-Key", "k")
                .header("Idempotency-Policy", "replace")
                .header("Prefer", "respond-async")
                .post(deployed.path());
    }

    @Test
    void rejectedRunLeavesItsKeyFree() throws SQLException {
        String first = deployed.with("{\"maxConcurrent\":1}").begun(LONG);
        keyed().then().statusCode(429);
        cancel(first);
        awaited(first);
        keyed().then().statusCode(200).body("output", equalTo(7));
    }

    private Response keyed() {
        return deployed.sends("7").header("Idempotency-Key", "k").post(deployed.path());
    }
}
