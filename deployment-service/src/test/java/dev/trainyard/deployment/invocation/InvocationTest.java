package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.FAILURE;
import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvocationTest {

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private Deployed deployed;

    @BeforeEach
    void deploy() throws SQLException {
        deployed = Deployed.by(ada, database);
    }

    private Response read(String invocation) {
        return ada.request().get(invocation);
    }

    private Response awaited(String invocation) {
        return ada.request().queryParam("wait", "PT20S").get(invocation);
    }

    private Response cancel(String invocation) {
        return ada.request().post(invocation + "/cancel");
    }

    @Test
    void runThatGoesOnSaysHowFarItIs() {
        read(deployed.begun(LONG))
                .then()
                .statusCode(200)
                .header("Retry-After", "1")
                .body("deploymentId", equalTo(deployed.id().toString()))
                .body("version", equalTo(2))
                .body("steps", notNullValue())
                .body("acceptedAt", notNullValue())
                .body("output", nullValue())
                .body("finishedAt", nullValue());
    }

    @Test
    void whoWaitsHearsOfTheEnd() {
        awaited(deployed.begun("{\"waitMillis\":300}"))
                .then()
                .statusCode(200)
                .header("Retry-After", nullValue())
                .body("status", equalTo("completed"))
                .body("output.waitMillis", equalTo(300))
                .body("finishedAt", notNullValue());
    }

    @Test
    void allWhoWaitHearOfTheEnd() throws Exception {
        String invocation = deployed.begun(LONG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> waiting = List.of(
                    threads.submit(() -> awaited(invocation)),
                    threads.submit(() -> awaited(invocation)),
                    threads.submit(() -> awaited(invocation)));
            cancel(invocation);
            for (Future<Response> one : waiting) {
                one.get().then().statusCode(200).body("status", equalTo("cancelled"));
            }
        }
    }

    @Test
    void endOnAnotherReplicaIsHeardOfToo() throws Exception {
        String invocation = deployed.begun(LONG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> waiting = threads.submit(() -> awaited(invocation));
            deployed.endElsewhere(UUID.fromString(invocation.substring(invocation.lastIndexOf('/') + 1)));
            waiting.get().then().statusCode(200).body("status", equalTo("completed"));
        }
    }

    @Test
    void whoWaitsInVainIsToldHowFarItIs() {
        ada.request()
                .queryParam("wait", "PT0.05S")
                .get(deployed.begun(LONG))
                .then()
                .statusCode(200)
                .header("Retry-After", "1")
                .body("finishedAt", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "PT-1S", "PT26S"})
    void waitThatIsNoneOrTooLongIsRefused(String wait) {
        ada.request()
                .queryParam("wait", wait)
                .get(deployed.begun(NOTHING))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("wait"));
    }

    @Test
    void failedRunShowsItsError() {
        awaited(deployed.begun(FAILURE))
                .then()
                .statusCode(200)
                .body("status", equalTo("faulted"))
                .body("error.type", equalTo("https://serverlessworkflow.io/spec/1.0.0/errors/runtime"));
    }

    @Test
    void cancelledRunEnds() {
        String invocation = deployed.begun(LONG);
        int status = cancel(invocation).statusCode();
        assertEquals(true, status == 200 || status == 202, "answered " + status);
        awaited(invocation).then().body("status", equalTo("cancelled")).body("output", nullValue());
    }

    @Test
    void cancelledRunCanBeCancelledAgain() {
        String invocation = deployed.begun(LONG);
        cancel(invocation);
        awaited(invocation);
        cancel(invocation).then().statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void runThatHasEndedCannotBeCancelled() {
        String invocation = deployed.begun(NOTHING);
        awaited(invocation);
        cancel(invocation)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:run-ended"))
                .body("detail", equalTo("The run has ended already: completed."));
        read(invocation).then().body("status", equalTo("completed"));
    }

    @Test
    void unknownRunIsAbsent() {
        read("/api/v1/invocations/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"))
                .body("detail", equalTo("There is no such invocation."));
    }

    @Test
    void runOfAnotherUserThatGoesOnIsAbsent() {
        String invocation = deployed.begun("{\"waitMillis\":86400000}");
        OtherUsers.findNothingAt(ada, invocation, Access.get(), Access.get("?wait=PT1S"), Access.post("/cancel", null));
    }

    @Test
    void runOfAnotherUserThatHasEndedIsAbsent() {
        String invocation = deployed.begun(NOTHING);
        awaited(invocation);
        OtherUsers.findNothingAt(ada, invocation, Access.get(), Access.get("?wait=PT1S"), Access.post("/cancel", null));
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "POST,/cancel"})
    void anonymousIsRefused(Method method, String suffix) {
        given().request(method, "/api/v1/invocations/" + UUID.randomUUID() + suffix)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
