package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static dev.trainyard.deployment.invocation.Deployed.atOnce;
import static dev.trainyard.deployment.invocation.Deployed.json;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvokeOnceTest {

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    KeyStore keys;

    private Deployed deployed;

    @BeforeEach
    void deploy() throws SQLException {
        deployed = Deployed.by(ada, database);
    }

    private Response invoke(String key, String input) {
        return deployed.sends(input).header("Idempotency-Key", key).post(deployed.path());
    }

    private Response invoke(String key, String policy, String input) {
        return deployed.sends(input)
                .header("Idempotency-Key", key)
                .header("Idempotency-Policy", policy)
                .post(deployed.path());
    }

    private Response begin(String key, String policy, String input) {
        return deployed.sends(input)
                .header("Idempotency-Key", key)
                .header("Idempotency-Policy", policy)
                .header("Prefer", "respond-async")
                .post(deployed.path());
    }

    private static String id(Response answer) {
        return answer.path("id");
    }

    @Test
    void firstRequestWithAKeyIsAnsweredAsAnyOther() {
        invoke("k", "7")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("output", equalTo(7));
    }

    @Test
    void sameRequestGetsTheSameRun() throws SQLException {
        String first = id(invoke("k", "7"));
        invoke("k", "7")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(first))
                .body("status", equalTo("completed"))
                .body("output", equalTo(7));
        assertEquals(1, deployed.runs());
    }

    @Test
    void sameRequestGetsARunThatGoesOn() {
        String first = id(begin("k", "return-existing", LONG));
        begin("k", "return-existing", LONG)
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", "true")
                .header("Location", "/api/v1/invocations/" + first)
                .body("id", equalTo(first));
    }

    @Test
    void sameRequestWaitsForARunThatGoesOn() {
        String input = "{\"waitMillis\":300}";
        String first = id(begin("k", "return-existing", input));
        invoke("k", input).then().statusCode(200).body("id", equalTo(first)).body("status", equalTo("completed"));
    }

    @Test
    void otherInputWithTheSameKeyIsRefused() throws SQLException {
        String first = id(invoke("k", "7"));
        invoke("k", "8")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"))
                .body("existingId", equalTo(first));
        assertEquals(1, deployed.runs());
    }

    @Test
    void otherVersionWithTheSameKeyIsRefused() {
        invoke("k", "7");
        deployed.sends("7")
                .header("Idempotency-Key", "k")
                .queryParam("version", 1)
                .post(deployed.path())
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
    }

    @Test
    void rejectedRequestIsToldOfTheRun() throws SQLException {
        String first = id(invoke("k", "7"));
        invoke("k", "reject", "7")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:idempotency-key-taken"))
                .body("existingId", equalTo(first));
        assertEquals(1, deployed.runs());
    }

    @Test
    void replacedRunIsCancelledAndAnotherBegins() throws SQLException {
        String first = id(begin("k", "replace", LONG));
        String second = id(invoke("k", "replace", "8"));
        assertNotEquals(first, second);
        ada.request()
                .queryParam("wait", "PT10S")
                .get("/api/v1/invocations/" + first)
                .then()
                .body("status", equalTo("cancelled"));
        ada.request().get("/api/v1/invocations/" + second).then().body("output", equalTo(8));
        assertEquals(2, deployed.runs());
    }

    @Test
    void runThatHasEndedStaysAsItIsWhenItIsReplaced() {
        String first = id(invoke("k", "7"));
        invoke("k", "replace", "8").then().statusCode(200).body("output", equalTo(8));
        ada.request().get("/api/v1/invocations/" + first).then().body("status", equalTo("completed"));
    }

    @Test
    void keyStandsForTheRunThatReplaced() {
        invoke("k", "7");
        String second = id(invoke("k", "replace", "8"));
        invoke("k", "8").then().statusCode(200).body("id", equalTo(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{\"waitMillis\":200}"})
    void ofManyAtOnceOneBegins(String input) throws Exception {
        List<Response> answers = atOnce(32, _ -> invoke("k", input));
        Set<String> ids = new HashSet<>();
        for (Response answer : answers) {
            assertEquals(200, answer.statusCode(), answer.asString());
            ids.add(answer.path("id"));
        }
        assertEquals(1, ids.size());
        assertEquals(1, deployed.runs());
    }

    @Test
    void ofManyAtOnceAllButOneAreRejected() throws Exception {
        List<Response> answers = atOnce(32, _ -> invoke("k", "reject", "7"));
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
        assertEquals(
                31,
                answers.stream().filter(answer -> answer.statusCode() == 409).count());
        assertEquals(1, deployed.runs());
    }

    @Test
    void ofManyThatReplaceAtOnceOneGoesOn() throws Exception {
        List<Response> answers = atOnce(16, _ -> begin("k", "replace", LONG));
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.path("id")));
        assertEquals(16, ids.size());
        for (String id : ids) {
            ada.request().queryParam("wait", "PT1S").get("/api/v1/invocations/" + id);
        }
        assertEquals(1, deployed.going());
    }

    @Test
    void keyIsOfOneDeployment() throws SQLException {
        Deployed other = Deployed.by(ada, database);
        String first = id(invoke("k", "7"));
        Response second = other.sends("7").header("Idempotency-Key", "k").post(other.path());
        assertNotEquals(first, id(second));
        assertEquals(1, other.runs());
    }

    @Test
    void keyIsForgottenAfterADay() throws SQLException {
        String first = id(invoke("k", "7"));
        age();
        invoke("k", "8").then().statusCode(200).body("output", equalTo(8));
        ada.request().get("/api/v1/invocations/" + first).then().statusCode(200);
    }

    @Test
    void forgottenKeysAreRemoved() throws SQLException {
        invoke("old", "7");
        age();
        invoke("young", "7");
        keys.forget(5_000);
        assertEquals(1, deployed.count("SELECT count(*) FROM invocation_key WHERE user_id = ? AND deployment_id = ?"));
        invoke("young", "7").then().header("Idempotency-Replayed", "true");
    }

    private void age() throws SQLException {
        deployed.execute(
                "UPDATE invocation_key SET created_at = now() - interval '24 hours 1 second' WHERE user_id = ?",
                ada.id());
    }

    @Test
    void keyOfARunWhoseLogIsGoneBeginsNoOther() throws SQLException {
        String first = id(invoke("k", "7"));
        deployed.execute("DELETE FROM deployment_log WHERE user_id = ?", ada.id());
        invoke("k", "7")
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:run-forgotten"))
                .body("existingId", equalTo(first));
        assertEquals(0, deployed.runs());
    }

    @Test
    void refusedRequestLeavesItsKeyFree() throws SQLException {
        deployed.pause();
        invoke("k", "7").then().statusCode(409).body("type", equalTo("urn:problem:deployment-paused"));
        deployed.resume();
        invoke("k", "8").then().statusCode(200).header("Idempotency-Replayed", nullValue());
    }

    @Test
    void answerOfAKeyCanBeHadWhileTheDeploymentIsPaused() throws SQLException {
        invoke("k", "7");
        deployed.pause();
        invoke("k", "7").then().statusCode(200).body("output", equalTo(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPLACE", "use-existing", "return_existing"})
    void unknownPolicyIsRefused(String policy) {
        invoke("k", policy, NOTHING)
                .then()
                .statusCode(400)
                .body("violations.in", contains("header"))
                .body("violations.pointer", contains("Idempotency-Policy"));
    }

    @Test
    void policyWithoutAKeyIsRefused() {
        deployed.sends(NOTHING)
                .header("Idempotency-Policy", "reject")
                .post(deployed.path())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("Idempotency-Policy"));
    }

    @Test
    void keyAtTheBoundIsTaken() {
        invoke("k".repeat(255), NOTHING).then().statusCode(200);
    }

    @Test
    void keyBeyondTheBoundIsRefused() {
        invoke("k".repeat(256), NOTHING).then().statusCode(400).body("violations.pointer", contains("Idempotency-Key"));
    }

    @Test
    void keyWithABlankIsRefused() {
        invoke("a b", NOTHING).then().statusCode(400).body("violations.pointer", contains("Idempotency-Key"));
    }

    @Test
    void nothingIsRememberedOfWhatIsSentWithoutAKey() throws SQLException {
        String first = json(deployed.invoke("7")).getString("id");
        assertNotEquals(first, json(deployed.invoke("7")).getString("id"));
        assertEquals(0, deployed.count("SELECT count(*) FROM invocation_key WHERE user_id = ? AND deployment_id = ?"));
    }
}
