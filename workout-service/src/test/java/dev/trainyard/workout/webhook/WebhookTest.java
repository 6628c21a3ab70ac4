package dev.trainyard.workout.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.payload.Payloads;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookTest {

    private static final String CONNECTIONS = "/api/v1/recovery/connections";
    private static final String SIGNATURE = "X-WHOOP-Signature";
    private static final String TIMESTAMP = "X-WHOOP-Signature-Timestamp";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    MeterRegistry metrics;

    @Inject
    EventStore events;

    @Inject
    WebhookConfig config;

    private final TestUser ada = TestUser.fresh();

    private record Connection(String id, String webhook, String secret) {

        static Connection of(Response made) {
            return new Connection(made.path("id"), made.path("webhook"), made.path("secret"));
        }

        Response send(String body) throws Exception {
            return send(body, now());
        }

        Response send(String body, String timestamp) throws Exception {
            return send(body, timestamp, signature(secret, timestamp, body));
        }

        Response send(String body, String timestamp, String signature) {
            return given().contentType("application/json")
                    .header(TIMESTAMP, timestamp)
                    .header(SIGNATURE, signature)
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .post(webhook);
        }
    }

    private Connection connect() {
        return Connection.of(ada.sends("{\"name\":\"my band\"}").post(CONNECTIONS));
    }

    private static String now() {
        return Long.toString(Instant.now().toEpochMilli());
    }

    private static String signature(String secret, String timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal((timestamp + body).getBytes(StandardCharsets.UTF_8)));
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }

    private static String recovery(String id, String traceId, double score) {
        return Payloads.recovery(id, traceId, "2026-03-29T05:58:01.113Z", "2026-03-29T06:02:44.870Z", score);
    }

    private double counted(String outcome) {
        return metrics.counter("trainyard.workout.webhooks", "outcome", outcome).count();
    }

    private List<Map<String, Object>> eventsOf(Connection connection) {
        return ada.request()
                .get(CONNECTIONS + "/" + connection.id() + "/events")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    @Test
    void recoveryThatIsSentIsStored() throws Exception {
        String id = uuid();
        String body = recovery(id, uuid(), 71.0);
        connect()
                .send(body)
                .then()
                .statusCode(200)
                .body("state", equalTo("processed"))
                .body("duplicate", equalTo(false));
        ada.request()
                .get("/api/v1/recovery/latest")
                .then()
                .body("day", equalTo("2026-03-29"))
                .body("source", equalTo("webhook"))
                .body("externalId", equalTo(id))
                .body("recoveryScore", equalTo(71))
                .body("recoveryScoreTier", equalTo("high"))
                .body("hrvMs", equalTo(74.28f))
                .body("restingHeartRate", equalTo(51))
                .body("spo2Percentage", equalTo(96.11f))
                .body("skinTempCelsius", equalTo(34.17f))
                .body("hasRaw", equalTo(true));
    }

    @Test
    void rawIsWhatWasSentToTheByte() throws Exception {
        Connection connection = connect();
        String body = recovery(uuid(), uuid(), 71.0) + "  \r\n\t";
        connection.send(body);
        connection.send(Payloads.sleep(uuid(), uuid(), "2026-03-29T05:55:34.800Z", "+02:00", 86.0));
        String recovery = ada.request().get("/api/v1/recovery/latest").path("id");
        String sleep = ada.request().get("/api/v1/sleep/latest").path("id");
        Response raw = ada.request().get("/api/v1/recovery/" + recovery + "/raw");
        assertEquals(200, raw.statusCode());
        assertTrue(raw.contentType().startsWith("application/json"), raw.contentType());
        assertEquals(body, new String(raw.asByteArray(), StandardCharsets.UTF_8));
        OtherUsers.findNothingAt(
                ada, "/api/v1/recovery/" + recovery, Access.get(), Access.get("/raw"), Access.delete());
        OtherUsers.findNothingAt(ada, "/api/v1/sleep/" + sleep, Access.get(), Access.get("/raw"), Access.delete());
    }

    @Test
    void sleepThatIsSentIsStoredOnTheDayOfWaking() throws Exception {
        String id = uuid();
        // A quarter to midnight in UTC is the next day where the user woke.
        connect()
                .send(Payloads.sleep(id, uuid(), "2026-03-29T23:45:34.800Z", "+02:00", 86.0))
                .then()
                .statusCode(200)
                .body("state", equalTo("processed"));
        ada.request()
                .get("/api/v1/sleep/latest")
                .then()
                .body("day", equalTo("2026-03-30"))
                .body("externalId", equalTo(id))
                .body("nap", equalTo(false))
                .body("startedAt", equalTo("2026-03-28T21:43:12.930Z"))
                .body("endedAt", equalTo("2026-03-29T23:45:34.800Z"))
                .body("sleepPerformance", equalTo(86))
                .body("sleepQualityTier", equalTo("high"))
                .body("sleepConsistency", equalTo(78))
                .body("sleepEfficiency", equalTo(92.45f))
                .body("inBedSeconds", equalTo(29542))
                .body("awakeSeconds", equalTo(2231))
                .body("lightSeconds", equalTo(13907))
                .body("deepSeconds", equalTo(6103))
                .body("remSeconds", equalTo(7301))
                .body("cycles", equalTo(5))
                .body("disturbances", equalTo(9))
                .body("respiratoryRate", equalTo(14.79f));
    }

    @Test
    void dayOfARecoveryIsTheUsers() throws Exception {
        ada.sends("{\"timeZone\":\"Pacific/Auckland\",\"weightUnit\":\"kg\"}").put("/api/v1/preferences");
        connect().send(Payloads.recovery(uuid(), uuid(), "2026-03-29T19:00:00Z", "2026-03-29T19:00:00Z", 50));
        ada.request().get("/api/v1/recovery/latest").then().body("day", equalTo("2026-03-30"));
    }

    @Test
    void newerOneReplacesAndAnOlderOneDoesNot() throws Exception {
        Connection connection = connect();
        String id = uuid();
        connection.send(Payloads.recovery(id, uuid(), "2026-03-29T05:00:00Z", "2026-03-29T07:00:00Z", 50));
        connection.send(Payloads.recovery(id, uuid(), "2026-03-29T05:00:00Z", "2026-03-29T08:00:00Z", 60));
        connection
                .send(Payloads.recovery(id, uuid(), "2026-03-29T05:00:00Z", "2026-03-29T06:00:00Z", 40))
                .then()
                .statusCode(200)
                .body("state", equalTo("ignored"))
                .body("reason", equalTo("what is stored is newer"));
        ada.request().get("/api/v1/recovery").then().body("items.recoveryScore", contains(60));
    }

    @Test
    void entryByHandStaysBesideWhatIsSent() throws Exception {
        ada.sends("{\"energy\":3}").put("/api/v1/recovery/2026-03-29");
        connect().send(recovery(uuid(), uuid(), 71.0));
        ada.request().get("/api/v1/recovery").then().body("items.size()", equalTo(2));
        ada.request()
                .get("/api/v1/recovery/readiness?day=2026-03-29")
                .then()
                .body("readiness", equalTo(0.71f))
                .body("inputs[0].from", equalTo("recoveryScore"));
    }

    @Test
    void deletionRemovesWhatWasSent() throws Exception {
        Connection connection = connect();
        String id = uuid();
        connection.send(recovery(id, uuid(), 71.0));
        String deletion = "{\"type\":\"recovery.deleted\",\"id\":\"" + id + "\",\"trace_id\":\"" + uuid() + "\"}";
        connection.send(deletion).then().statusCode(200).body("state", equalTo("processed"));
        ada.request().get("/api/v1/recovery").then().body("items", empty());
    }

    @Test
    void replayIsTakenOnce() throws Exception {
        Connection connection = connect();
        double before = counted("duplicate");
        String id = uuid();
        String body = recovery(id, uuid(), 71.0);
        String timestamp = now();
        connection.send(body, timestamp);
        String recovery = ada.request().get("/api/v1/recovery/latest").path("id");
        ada.request().delete("/api/v1/recovery/" + recovery);

        connection
                .send(body, timestamp)
                .then()
                .statusCode(200)
                .body("state", equalTo("ignored"))
                .body("duplicate", equalTo(true));
        // Signed anew, it is the same event all the same.
        connection
                .send(body, Long.toString(Long.parseLong(timestamp) + 1))
                .then()
                .body("duplicate", equalTo(true));

        ada.request().get("/api/v1/recovery").then().body("items", empty());
        assertEquals(1, eventsOf(connection).size());
        assertEquals(before + 2, counted("duplicate"));
    }

    @Test
    void eventWithoutAnIdIsKnownByItsSignature() throws Exception {
        Connection connection = connect();
        String body = recovery(uuid(), "", 71.0);
        String timestamp = now();
        connection.send(body, timestamp).then().body("state", equalTo("processed"));
        connection.send(body, timestamp).then().body("duplicate", equalTo(true));
        assertEquals(1, eventsOf(connection).size());
    }

    @Test
    void oneOfManySendingsAtOnceIsTaken() throws Exception {
        Connection connection = connect();
        String body = recovery(uuid(), uuid(), 71.0);
        String timestamp = now();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 12)
                    .mapToObj(i -> senders.submit(() -> connection.send(body, timestamp)))
                    .toList();
            int taken = 0;
            for (var answer : answers) {
                assertEquals(200, answer.get().statusCode());
                taken += answer.get().<Boolean>path("duplicate") ? 0 : 1;
            }
            assertEquals(1, taken);
        }
        assertEquals(1, eventsOf(connection).size());
    }

    @Test
    void wrongSignatureIsRefusedAndCounted() throws Exception {
        Connection connection = connect();
        double before = counted("signature-invalid");
        String body = recovery(uuid(), uuid(), 71.0);
        connection
                .send(body, now(), signature("another secret", now(), body))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
        assertEquals(before + 1, counted("signature-invalid"));
        ada.request().get("/api/v1/recovery").then().body("items", empty());
        assertEquals(List.of(), eventsOf(connection));
    }

    @Test
    void changedBodyOrTimestampIsRefused() throws Exception {
        Connection connection = connect();
        String body = recovery(uuid(), uuid(), 71.0);
        String timestamp = now();
        String signature = signature(connection.secret(), timestamp, body);
        connection
                .send(body.replace("71.0", "99.0"), timestamp, signature)
                .then()
                .statusCode(401);
        connection
                .send(body, Long.toString(Long.parseLong(timestamp) + 1), signature)
                .then()
                .statusCode(401);
        connection
                .send(body, timestamp, signature.toLowerCase(java.util.Locale.ROOT))
                .then()
                .statusCode(401);
        connection.send(body, timestamp, "").then().statusCode(401);
        assertEquals(List.of(), eventsOf(connection));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 400_000_000})
    void staleTimestampIsRefusedAndCounted(long secondsOff) throws Exception {
        double before = counted("timestamp-stale");
        String timestamp = Long.toString(Instant.now().plusSeconds(secondsOff).toEpochMilli());
        connect()
                .send(recovery(uuid(), uuid(), 71.0), timestamp)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-timestamp-stale"));
        assertEquals(before + 1, counted("timestamp-stale"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-290, 290})
    void timestampWithinTheWindowIsGood(long secondsOff) throws Exception {
        String timestamp = Long.toString(Instant.now().plusSeconds(secondsOff).toEpochMilli());
        connect().send(recovery(uuid(), uuid(), 71.0), timestamp).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1e12", "99999999999999999999", "2026-03-29T05:58:01Z"})
    void malformedTimestampIsRefused(String timestamp) throws Exception {
        connect()
                .send(recovery(uuid(), uuid(), 71.0), timestamp)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
    }

    @Test
    void headersAreNeeded() {
        Connection connection = connect();
        given().body("{}").post(connection.webhook()).then().statusCode(401);
        given().header(SIGNATURE, "x")
                .body("{}")
                .post(connection.webhook())
                .then()
                .statusCode(401);
        given().header(TIMESTAMP, now())
                .body("{}")
                .post(connection.webhook())
                .then()
                .statusCode(401);
    }

    /** A token is no way around the signature. */
    @Test
    void tokenDoesNotReplaceTheSignature() {
        Connection connection = connect();
        ada.sends("{\"type\":\"recovery.updated\"}")
                .header(SIGNATURE, "x")
                .header(TIMESTAMP, now())
                .post(connection.webhook())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198c0de-0000-4000-8000-000000000000", "nobody", "1-1-1-1-1"})
    void unknownConnectionLooksLikeAWrongSignature(String id) throws Exception {
        Connection connection = connect();
        String body = recovery(uuid(), uuid(), 71.0);
        Map<String, Object> wrong =
                connection.send(body, now(), "wrong").jsonPath().getMap("$");
        Response unknown = new Connection(id, "/api/v1/recovery/webhooks/" + id, connection.secret()).send(body);
        assertEquals(401, unknown.statusCode());
        Map<String, Object> answered = unknown.jsonPath().getMap("$");
        wrong.remove("requestId");
        answered.remove("requestId");
        assertEquals(wrong, answered);
    }

    @Test
    void emptySecretSignsForNobody() throws Exception {
        String body = recovery(uuid(), uuid(), 71.0);
        String zeros = "\0".repeat(43);
        new Connection(uuid(), "/api/v1/recovery/webhooks/" + uuid(), zeros)
                .send(body)
                .then()
                .statusCode(401);
    }

    @Test
    void removedConnectionIsUnknown() throws Exception {
        Connection connection = connect();
        connection.send(recovery(uuid(), uuid(), 71.0));
        ada.request().delete(CONNECTIONS + "/" + connection.id()).then().statusCode(204);
        connection
                .send(recovery(uuid(), uuid(), 72.0))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
        ada.request().get("/api/v1/recovery").then().body("items.recoveryScore", contains(71));
    }

    @Test
    void rotatedSecretReplacesTheOldOne() throws Exception {
        Connection old = connect();
        Connection fresh = Connection.of(ada.request().post(CONNECTIONS + "/" + old.id() + "/secret"));
        assertFalse(old.secret().equals(fresh.secret()));
        old.send(recovery(uuid(), uuid(), 71.0)).then().statusCode(401);
        fresh.send(recovery(uuid(), uuid(), 71.0)).then().statusCode(200);
    }

    @Test
    void connectionsAreListedWithoutTheirSecrets() {
        Connection connection = connect();
        String listed = ada.request()
                .get(CONNECTIONS)
                .then()
                .statusCode(200)
                .body("items.id", contains(connection.id()))
                .body("items.name", contains("my band"))
                .body("items.webhook", contains(connection.webhook()))
                .body("items[0].rotatedAt", nullValue())
                .extract()
                .asString();
        assertFalse(listed.contains(connection.secret()));
        assertFalse(ada.request()
                .get(CONNECTIONS + "/" + connection.id())
                .asString()
                .contains(connection.secret()));
    }

    @Test
    void secretIsNotInTheDatabase() throws Exception {
        Connection connection = connect();
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery(
                        "SELECT secret_encrypted FROM workout.recovery_connection WHERE user_id = '" + ada.id()
                                + "'")) {
            assertTrue(rows.next());
            String stored = new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
            assertFalse(stored.contains(connection.secret()));
        }
    }

    @Test
    void secretOfAnotherRowOpensNothing() throws Exception {
        Connection mine = connect();
        TestUser eve = TestUser.fresh();
        Connection hers = Connection.of(eve.sends("{\"name\":\"hers\"}").post(CONNECTIONS));
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("UPDATE workout.recovery_connection SET secret_encrypted = (SELECT secret_encrypted FROM"
                    + " workout.recovery_connection WHERE id = '" + hers.id() + "') WHERE id = '" + mine.id() + "'");
        }
        new Connection(mine.id(), mine.webhook(), hers.secret())
                .send(recovery(uuid(), uuid(), 71.0))
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'workout.updated','id':'1','trace_id':'t'}|ignored|events of this type are not taken",
                "{'type':'recovery.updated','id':'1','trace_id':'t'}|ignored|it carries no data",
                "{'type':'recovery.deleted','id':'1','trace_id':'t'}|ignored|there is nothing with this id",
                "{'type':'recovery.deleted','trace_id':'t'}|failed|id is missing or malformed",
                "{'type':'recovery.updated','id':'a b','data':{'created_at':'2026-03-29T05:58:01Z'}}|failed|id is missing or malformed",
                "{'type':'recovery.updated','id':'1','data':{}}|failed|data.created_at is missing",
                "{'type':'recovery.updated','id':'1','data':{'created_at':5}}|failed|data.created_at must be a time such as 2026-03-29T05:58:01.113Z, from 1900 to tomorrow",
                "{'type':'recovery.updated','id':'1','data':{'created_at':'2126-03-29T05:58:01Z'}}|failed|data.created_at must be a time such as 2026-03-29T05:58:01.113Z, from 1900 to tomorrow",
                "{'type':'recovery.updated','id':'1','data':{'created_at':'2026-03-29T05:58:01Z','score':{'recovery_score':101}}}|failed|data.score.recovery_score must be a number from 0 to 100",
                "{'type':'recovery.updated','id':'1','data':{'created_at':'2026-03-29T05:58:01Z','score':{'recovery_score':'71'}}}|failed|data.score.recovery_score must be a number from 0 to 100",
                "{'type':'recovery.updated','id':'1','data':{'created_at':'2026-03-29T05:58:01Z','score':{'recovery_score':1e-999999999}}}|failed|data.score.recovery_score must be a number from 0 to 100",
                "{'type':'sleep.updated','id':'1','data':{'start':'2026-03-29T05:58:01Z','end':'2026-03-28T05:58:01Z'}}|failed|data.end must not be before data.start",
                "{'type':'sleep.updated','id':'1','data':{'start':'2026-03-28T05:58:01Z','end':'2026-03-29T05:58:01Z','timezone_offset':'Berlin'}}|failed|data.timezone_offset must be an offset such as -05:00",
                "{'type':'sleep.updated','id':'1','data':{'start':'2026-03-28T05:58:01Z','end':'2026-03-29T05:58:01Z','nap':'no'}}|failed|data.nap must be true or false",
                "{'type':7}|ignored|events of this type are not taken",
                "{'type':'a b'}|failed|it is no JSON object with a type",
                "{}|failed|it is no JSON object with a type",
                "[]|failed|it is no JSON object with a type",
                "{'type'|failed|it is no JSON object with a type",
                "{} {}|failed|it is no JSON object with a type",
                "''|failed|it is no JSON object with a type",
            })
    void unusableEventIsKeptWithItsReason(String body, String state, String reason) throws Exception {
        Connection connection = connect();
        connection
                .send(body.replace('\'', '"'))
                .then()
                .statusCode(200)
                .body("state", equalTo(state))
                .body("reason", equalTo(reason));
        Map<String, Object> event = eventsOf(connection).getFirst();
        assertEquals(state, event.get("state"));
        assertEquals(reason, event.get("reason"));
        ada.request().get("/api/v1/recovery").then().body("items", empty());
        ada.request().get("/api/v1/sleep").then().body("items", empty());
    }

    @Test
    void recoveryThatIsNotScoredYetHasNoScore() throws Exception {
        String id = uuid();
        connect()
                .send(
                        "{\"type\":\"recovery.updated\",\"id\":\"" + id
                                + "\",\"data\":{\"created_at\":\"2026-03-29T05:58:01Z\",\"score_state\":\"PENDING_SCORE\",\"score\":null}}")
                .then()
                .body("state", equalTo("processed"));
        ada.request().get("/api/v1/recovery/latest").then().body("recoveryScore", nullValue());
    }

    @Test
    void eventsAreListedNewestFirstPageByPage() throws Exception {
        Connection connection = connect();
        for (String type : List.of("a", "b", "c")) {
            connection.send("{\"type\":\"" + type + "\",\"trace_id\":\"" + uuid() + "\"}");
        }
        String path = CONNECTIONS + "/" + connection.id() + "/events";
        String next = ada.request()
                .get(path + "?limit=2")
                .then()
                .body("items.type", contains("c", "b"))
                .extract()
                .path("next");
        ada.request().queryParam("cursor", next).get(path).then().body("items.type", contains("a"));
    }

    @Test
    void oldEventsAreForgotten() throws Exception {
        Connection connection = connect();
        connection.send("{\"type\":\"old\"}");
        connection.send("{\"type\":\"new\"}");
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute(
                    "UPDATE workout.webhook_event SET received_at = now() - interval '31 days' WHERE type = 'old'"
                            + " AND user_id = '" + ada.id() + "'");
        }
        events.forget();
        assertEquals(
                List.of("new"),
                eventsOf(connection).stream().map(event -> event.get("type")).toList());
    }

    @Test
    void bodyIsBounded() throws Exception {
        String body = "{\"type\":\"" + "x".repeat(300 * 1024) + "\"}";
        connect().send(body).then().statusCode(413).body("type", equalTo("urn:problem:body-too-large"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|/name", "{'name':''}|/name", "{'name':'x','secret':'mine'}|/secret"})
    void invalidConnectionIsRefusedByItsPlace(String json, String pointer) {
        ada.sends(json.replace('\'', '"'))
                .post(CONNECTIONS)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo(pointer));
    }

    @Test
    void othersFindNothing() {
        Connection connection = connect();
        OtherUsers.findNothingAt(
                ada,
                CONNECTIONS + "/" + connection.id(),
                Access.get(),
                Access.get("/events"),
                Access.post("/secret", "{}"),
                Access.delete());
    }

    @Test
    void anonymousIsRefused() {
        given().get(CONNECTIONS).then().statusCode(401);
        given().body("{\"name\":\"x\"}")
                .contentType("application/json")
                .post(CONNECTIONS)
                .then()
                .statusCode(401);
    }

    @Test
    void windowIsFiveMinutes() {
        assertEquals(Duration.ofMinutes(5), config.signatureWindow());
        assertEquals(Duration.ofDays(30), config.eventRetention());
    }
}
