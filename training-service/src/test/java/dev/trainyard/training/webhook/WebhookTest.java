package dev.trainyard.training.webhook;

import static dev.trainyard.training.webhook.Hooks.activity;
import static dev.trainyard.training.webhook.Hooks.event;
import static dev.trainyard.training.webhook.Hooks.freshId;
import static dev.trainyard.training.webhook.Hooks.send;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
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

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    private final long object = freshId();
    private final long owner = freshId();

    @Test
    void challengeIsRepeatedToWhoeverKnowsTheToken() {
        question("subscribe", "15f7d1a91c1f40f8a748fd134752feb3", "agreed-with-strava")
                .get(Hooks.STRAVA)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("'hub.challenge'", equalTo("15f7d1a91c1f40f8a748fd134752feb3"));
    }

    @ParameterizedTest
    @CsvSource({
        "subscribe, 15f7d1a9, agreed-with-nobody",
        "subscribe, 15f7d1a9, ''",
        "unsubscribe, 15f7d1a9, agreed-with-strava",
        "subscribe, '', agreed-with-strava"
    })
    void wrongQuestionIsRefusedAndCounted(String mode, String challenge, String token) {
        double before = counted("strava", "verification-failed");

        question(mode, challenge, token)
                .get(Hooks.STRAVA)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:webhook-verification-failed"));

        assertEquals(before + 1, counted("strava", "verification-failed"));
    }

    @Test
    void questionWithoutParametersIsRefused() {
        given().get(Hooks.STRAVA).then().statusCode(403);
    }

    @Test
    void providerWithoutAVerifyTokenIsNotWelcomeByQuestion() {
        question("subscribe", "15f7d1a9", "").get(Hooks.SIGNING).then().statusCode(403);
    }

    @Test
    void eventIsWrittenDownOnce() {
        double before = counted("strava", "duplicate");
        String event = activity("create", object, owner);

        send(event).then().statusCode(200).body("duplicate", equalTo(false));
        send(event).then().statusCode(200).body("duplicate", equalTo(true));

        assertEquals(1, events());
        assertEquals(before + 1, counted("strava", "duplicate"));
    }

    @Test
    void manyAtOnceAreOne() throws Exception {
        String event = activity("create", object, owner);

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(i -> senders.submit(() -> (Boolean) send(event).path("duplicate")))
                    .toList();
            int first = 0;
            for (var answer : answers) {
                first += answer.get() ? 0 : 1;
            }
            assertEquals(1, first);
        }
        assertEquals(1, events());
    }

    @Test
    void whatDiffersInAPartOfTheKeyIsAnotherEvent() {
        long now = Instant.now().getEpochSecond();
        send(event("activity", "update", object, owner, now, "{}"));
        send(event("activity", "update", object, owner, now + 1, "{}"));
        send(event("activity", "create", object, owner, now, "{}"));
        send(event("athlete", "update", object, owner, now, "{}"));

        assertEquals(4, events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/activities/webhooks/strava/0198c0de-0000-4000-8000-000000000001",
                "/api/v1/activities/webhooks/strava/0198C0DE-0000-4000-8000-000000000000",
                "/api/v1/activities/webhooks/strava/x",
                "/api/v1/activities/webhooks/signing/0198c0de-0000-4000-8000-000000000000",
                "/api/v1/activities/webhooks/nobody/0198c0de-0000-4000-8000-000000000000"
            })
    void wrongAddressIsRefusedInOneWay(String address) {
        String refusal = "urn:problem:webhook-secret-invalid";
        given().body(activity("create", object, owner))
                .post(address)
                .then()
                .statusCode(401)
                .body("type", equalTo(refusal));
        question("subscribe", "1", "agreed-with-strava")
                .get(address)
                .then()
                .statusCode(401)
                .body("type", equalTo(refusal))
                .body("detail", equalTo("This is no address of a webhook."));
        assertEquals(0, events());
    }

    @Test
    void wrongSecretIsCounted() {
        double before = counted("strava", "secret-invalid");

        given().body("{}").post("/api/v1/activities/webhooks/strava/guess");

        assertEquals(before + 1, counted("strava", "secret-invalid"));
    }

    @Test
    void anotherSubscriptionIsRefused() {
        send(activity("create", object, owner).replace("120475", "120476"))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:webhook-subscription-unknown"));

        assertEquals(0, events());
    }

    @Test
    void signatureOfTheBodyIsTakenInEachForm() throws Exception {
        for (String form : new String[] {"sha256=%s", "%s", "base64"}) {
            String body = activity("create", freshId(), owner);
            byte[] mac = mac(body);
            String signature = form.equals("base64")
                    ? Base64.getEncoder().encodeToString(mac)
                    : form.formatted(HexFormat.of().formatHex(mac));

            signed(body, signature).then().statusCode(200).body("duplicate", equalTo(false));
        }
    }

    @Test
    void signatureOfAnotherBodyIsRefused() throws Exception {
        String body = activity("create", object, owner);
        String other = HexFormat.of().formatHex(mac(body + " "));

        signed(body, other).then().statusCode(401).body("type", equalTo("urn:problem:webhook-signature-invalid"));
        signed(body, "").then().statusCode(401);
        given().body(body).post(Hooks.SIGNING).then().statusCode(401);
        assertEquals(0, events());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"object_type\": \"activity\" | \"object_type\": \"Activity\" | /object_type",
                "\"object_type\": \"activity\" | \"object_type\": null | /object_type",
                "\"aspect_type\": \"create\" | \"aspect_type\": 7 | /aspect_type",
                "\"owner_id\": | \"owner\": | /owner_id",
                "\"object_id\": | \"object_id\": 1.5, \"x\": | /object_id",
                "\"object_id\": | \"object_id\": \"a\\u0000b\", \"x\": | /object_id",
                "\"subscription_id\": 120475 | \"subscription_id\": {} | /subscription_id",
                "\"event_time\": 1774764000 | \"event_time\": \"1774764000\" | /event_time",
                "\"event_time\": 1774764000 | \"event_time\": -1 | /event_time",
                "\"event_time\": 1774764000 | \"event_time\": 1774764000000 | /event_time",
                "\"event_time\": 1774764000 | \"event_time\": 99999999999999999999 | /event_time",
            })
    void whatIsWrongIsNamedAndNothingStored(String right, String wrong, String pointer) {
        String body =
                event("activity", "create", object, owner, 1774764000, "{}").replace(right, wrong);

        send(body)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].pointer", equalTo(pointer));
        assertEquals(0, events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{} {}", "{\"object_id\": NaN}"})
    void whatIsNoEventIsRefused(String body) {
        send(body).then().statusCode(400);
    }

    @Test
    void bodyThatIsTooLargeIsRefused() {
        send(" ".repeat(8192) + activity("create", object, owner))
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
    }

    private long events() {
        return database.one(
                        "SELECT count(*) FROM webhook_event WHERE object_id = ?",
                        row -> row.getLong(1),
                        Long.toString(object))
                .orElseThrow();
    }

    private double counted(String provider, String outcome) {
        return metrics.counter("trainyard.training.webhooks", "provider", provider, "outcome", outcome)
                .count();
    }

    private static RequestSpecification question(String mode, String challenge, String token) {
        return given().queryParam("hub.mode", mode)
                .queryParam("hub.challenge", challenge)
                .queryParam("hub.verify_token", token);
    }

    private static Response signed(String body, String signature) {
        return given().header("X-Hub-Signature-256", signature).body(body).post(Hooks.SIGNING);
    }

    private static byte[] mac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key-of-the-signatures".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    }
}
