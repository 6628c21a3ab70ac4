package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.FAILURE;
import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static dev.trainyard.deployment.invocation.Deployed.json;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvokeTest {

    private static final String SCHEMA = """
            {"type": "object", "properties": {"weeks": {"type": "integer"}}}
            """;

    private final TestUser ada = TestUser.fresh();

    @Inject
    AgroalDataSource pool;

    @InjectDatabase
    EmbeddedDatabase database;

    private Deployed deployed;

    @BeforeEach
    void deploy() throws SQLException {
        deployed = Deployed.by(ada, database);
    }

    @Test
    void runThatEndsInTimeIsAnsweredWithItsOutput() {
        deployed.invoke("{\"name\":\"Zoë\"}")
                .then()
                .statusCode(200)
                .body("id", notNullValue())
                .body("deploymentId", equalTo(deployed.id().toString()))
                .body("version", equalTo(2))
                .body("status", equalTo("completed"))
                .body("output", equalTo(java.util.Map.of("name", "Zoë")))
                .body("error", nullValue())
                .body("startedAt", notNullValue())
                .body("finishedAt", notNullValue());
    }

    @Test
    void runThatEndedCanBeReadBack() {
        JsonObject answered = json(deployed.invoke("[1,2]"));
        JsonObject read = json(ada.request().get("/api/v1/invocations/" + answered.getString("id")));
        assertEquals(new JsonArray().add(1).add(2), read.getJsonArray("output"));
        assertEquals("completed", read.getString("status"));
    }

    @Test
    void runThatFailsIsAnsweredWithItsOwnError() {
        deployed.invoke(FAILURE)
                .then()
                .statusCode(200)
                .body("status", equalTo("faulted"))
                .body("output", nullValue())
                .body("error.type", equalTo("https://serverlessworkflow.io/spec/1.0.0/errors/runtime"))
                .body("error.status", equalTo(500))
                .body("error.title", equalTo("As it was asked to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "1.5", "true", "\"text\"", "[]", "[[{}]]", "{\"\":null}"})
    void anyJsonIsTaken(String input) {
        Response answer = deployed.invoke(input);
        answer.then().statusCode(200);
        assertEquals(new JsonArray("[" + input + "]").getValue(0), json(answer).getValue("output"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void inputThatIsLeftOutIsAnEmptyObject(String body) {
        Response answer = ada.sends(body).post(deployed.path());
        answer.then().statusCode(200).body("status", equalTo("completed"));
        assertEquals(new JsonObject(), json(answer).getJsonObject("output"));
    }

    @Test
    void runThatOutlastsTheWaitIsAnsweredWithWhereItIs() {
        Response answer = deployed.sends(LONG).queryParam("wait", "PT0.05S").post(deployed.path());
        answer.then()
                .statusCode(202)
                .header("Retry-After", "1")
                .header("Location", equalTo("/api/v1/invocations/" + answer.path("id")))
                .body("status", equalTo("running"));
        ada.request()
                .get(answer.header("Location"))
                .then()
                .statusCode(200)
                .header("Retry-After", "1")
                .body("id", equalTo(answer.path("id")))
                .body("finishedAt", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "wait=10, Respond-Async", "respond-async; foo=bar"})
    void whoPrefersNotToWaitIsAnsweredAtOnce(String prefer) {
        deployed.sends(LONG)
                .header("Prefer", prefer)
                .post(deployed.path())
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/invocations/"));
    }

    @Test
    void whatElseIsPreferredIsIgnored() {
        deployed.sends(NOTHING)
                .header("Prefer", "handling=lenient")
                .post(deployed.path())
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "PT-1S", "PT25.001S", "P1D", "soon"})
    void waitThatIsNoneOrTooLongIsRefused(String wait) throws SQLException {
        deployed.sends(NOTHING)
                .queryParam("wait", wait)
                .post(deployed.path())
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query"))
                .body("violations.pointer", contains("wait"));
        assertEquals(0, deployed.runs());
    }

    @Test
    void versionCanBePinned() {
        deployed.sends(NOTHING)
                .queryParam("version", 1)
                .post(deployed.path())
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    @Test
    void versionThatThereIsNotIsAbsent() throws SQLException {
        deployed.sends(NOTHING)
                .queryParam("version", 3)
                .post(deployed.path())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"))
                .body("detail", equalTo("There is no such version."));
        assertEquals(0, deployed.runs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "1.5", "latest", "99999999999"})
    void versionThatIsNoNumberIsRefused(String version) {
        deployed.sends(NOTHING)
                .queryParam("version", version)
                .post(deployed.path())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("version"));
    }

    @Test
    void canaryKeyDecidesWhichVersionRuns() throws SQLException {
        ada.sends("{\"version\":1,\"percent\":50}")
                .put("/api/v1/deployments/" + deployed.id() + "/canary")
                .then()
                .statusCode(200);
        for (int key = 0; key < 5; key++) {
            int first = versionFor("caller-" + key);
            assertEquals(first, versionFor("caller-" + key));
        }
    }

    private int versionFor(String canaryKey) {
        return deployed.sends(NOTHING)
                .header("Canary-Key", canaryKey)
                .post(deployed.path())
                .path("version");
    }

    @Test
    void pausedDeploymentTakesNothing() throws SQLException {
        deployed.pause();
        deployed.invoke(NOTHING).then().statusCode(409).body("type", equalTo("urn:problem:deployment-paused"));
        assertEquals(0, deployed.runs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\\u0000c\"}                  | /input/a",
                "{\"a\":[1,{\"b/c\":\"\\ud800\"}]}      | /input/a/1/b~1c",
                "{\"a\":{\"b\\u0000\":1}}               | /input/a",
                "\"\\udc00\"                            | /input",
                "[0,1e400]                              | /input/1",
                "1e30                                   | /input",
                "{\"a\":1e-300}                         | /input/a",
            })
    void inputThatCannotBeStoredIsRefusedWithItsPlace(String input, String pointer) throws SQLException {
        deployed.invoke(input)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
        assertEquals(0, deployed.runs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"input\":1,\"input\":2}", "{\"inputs\":{}}", "{\"input\":NaN}", "{} {}"})
    void bodyOfAnotherShapeIsRefused(String body) throws SQLException {
        ada.sends(body).post(deployed.path()).then().statusCode(400);
        assertEquals(0, deployed.runs());
    }

    @Test
    void inputBeyondTheBoundIsRefused() throws SQLException {
        deployed.invoke("\"" + "x".repeat(256 * 1024) + "\"")
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
        assertEquals(0, deployed.runs());
    }

    @Test
    void inputAtTheBoundIsTaken() {
        deployed.invoke("\"" + "x".repeat(256 * 1024 - 12) + "\"").then().statusCode(200);
    }

    @Test
    void inputThatTheWorkflowTakesIsRun() {
        Deployed strict = Deployed.with(SCHEMA, ada, database);
        strict.invoke("{\"weeks\":8}").then().statusCode(200).body("status", equalTo("completed"));
    }

    @Test
    void inputThatTheWorkflowRefusesIsRefusedWithItsPlaces() throws SQLException {
        Deployed strict = Deployed.with(SCHEMA, ada, database);
        strict.invoke("{\"weeks\":\"eight\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:input-refused"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains("/input/weeks"))
                .body("violations[0].detail", containsString("integer"));
        assertEquals(0, strict.runs());
    }

    @Test
    void inputThatIsAllWrongIsRefusedAsAWhole() throws SQLException {
        Deployed strict = Deployed.with(SCHEMA, ada, database);
        strict.invoke("[]").then().statusCode(422).body("violations.pointer", contains("/input"));
        assertEquals(0, strict.runs());
    }

    @Test
    void runOfAPureWorkflowTakesOneConnectionOnce() {
        deployed.invoke(NOTHING);
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = pool.getMetrics().acquireCount();
            deployed.invoke(NOTHING).then().statusCode(200);
            fewest = Math.min(fewest, pool.getMetrics().acquireCount() - before);
        }
        // The service does other things now and then: the fewest are this run's own.
        assertEquals(1, fewest);
    }

    @Test
    void runOfAPureWorkflowIsOneCommit() throws SQLException {
        deployed.invoke(NOTHING);
        long before = transactions();
        for (int i = 0; i < 50; i++) {
            deployed.invoke(NOTHING).then().statusCode(200);
        }
        assertThat(transactions() - before, allOf(greaterThanOrEqualTo(50L), lessThan(60L)));
    }

    /** The transactions that wrote: only those take an id. */
    private long transactions() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void emojiComeThrough() {
        deployed.invoke("\"🌬 Zoë\"").then().body("output", equalTo("🌬 Zoë"));
    }

    @Test
    void deploymentOfAnotherUserIsAbsent() throws SQLException {
        TestUser stranger = TestUser.fresh();
        String absent = "/api/v1/deployments/" + UUID.randomUUID() + "/invoke";
        JsonObject foreign = json(stranger.sends("{}")
                .post(deployed.path())
                .then()
                .statusCode(404)
                .extract()
                .response());
        JsonObject none = json(stranger.sends("{}")
                .post(absent)
                .then()
                .statusCode(404)
                .extract()
                .response());
        foreign.remove("requestId");
        none.remove("requestId");
        assertEquals(none, foreign);
        assertEquals(0, deployed.runs());
    }

    @Test
    void anonymousIsRefused() {
        given().contentType("application/json")
                .body("{}")
                .post(deployed.path())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
