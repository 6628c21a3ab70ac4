package dev.trainyard.deployment.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.trainyard.deployment.Echo;
import dev.trainyard.deployment.Uncancelled;
import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookTest {

    private static final String BODY = "{\"type\": \"order.created\", \"data\": {\"id\": 7}}";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    WebhookRewrap rewrap;

    @ConfigProperty(name = "trainyard.vault.keys")
    List<String> keys;

    private Echo echo;
    private String path;
    private String secret;

    @BeforeEach
    void makeWebhook() {
        echo = Echo.of(ada);
        Response made = ada.sends("{\"name\": \"shop\"}").post(echo.path() + "/webhooks");
        path = made.path("path");
        secret = made.path("secret");
    }

    /** A service with one key. */
    private record Former(String key) implements VaultConfig {

        @Override
        public Optional<List<String>> keys() {
            return Optional.of(List.of(key));
        }

        @Override
        public Duration rewrapEvery() {
            return Duration.ofDays(1);
        }
    }

    private static String signature(String secret, String id, long seconds, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }

    private RequestSpecification signed(String id, String body) throws Exception {
        long now = Instant.now().getEpochSecond();
        return headers(id, Long.toString(now), signature(secret, id, now, body)).body(body);
    }

    private static RequestSpecification headers(String id, String timestamp, String signature) {
        return given().header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature)
                .contentType("application/json");
    }

    private String text(String sql) throws SQLException {
        try (var owner = database.connectAs("deployment_owner");
                var query = owner.prepareStatement(sql)) {
            query.setString(1, ada.id());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private String runs() throws SQLException {
        return text("""
                WITH mine AS (SELECT ?::text AS user_id)
                SELECT (SELECT count(*) FROM run JOIN mine USING (user_id))
                    + (SELECT count(*) FROM deployment_log JOIN mine USING (user_id))
                """);
    }

    @Test
    void secretIsShownOnce() {
        Response made = ada.sends("{\"name\": \"again\"}").post(echo.path() + "/webhooks");
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("secret", startsWith("whsec_"))
                .body("path", equalTo("/api/v1/deployments/webhooks/" + made.path("id")));
        String list = ada.request().get(echo.path() + "/webhooks").asString();
        assertThat(list, not(containsString(made.<String>path("secret").substring(6))));
    }

    @Test
    void signedWebhookBeginsARunWithItsBody() throws Exception {
        Response taken = signed("msg_1", BODY).post(path);
        taken.then().statusCode(202).body("duplicate", equalTo(false));
        ada.request()
                .get("/api/v1/invocations/" + taken.path("invocationId") + "?wait=PT10S")
                .then()
                .body("status", equalTo("completed"))
                .body("output.data.id", equalTo(7));
    }

    @Test
    void webhookSentAgainIsTheSameRun() throws Exception {
        String first = signed("msg_1", BODY).post(path).path("invocationId");
        signed("msg_1", BODY)
                .post(path)
                .then()
                .statusCode(202)
                .body("invocationId", equalTo(first))
                .body("duplicate", equalTo(true));
        assertThat(runs(), equalTo("1"));
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() throws Exception {
        long now = Instant.now().getEpochSecond();
        String good = signature(secret, "msg_1", now, BODY);
        headers("msg_1", Long.toString(now), "v1,AAAA v2,BBBB " + good)
                .body(BODY)
                .post(path)
                .then()
                .statusCode(202);
    }

    @Test
    void changedBodyIsRefused() throws Exception {
        long now = Instant.now().getEpochSecond();
        headers("msg_1", Long.toString(now), signature(secret, "msg_1", now, BODY))
                .body(BODY.replace('7', '8'))
                .post(path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
        assertThat(runs(), equalTo("0"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400})
    void oldOrEarlyWebhookIsRefused(long seconds) throws Exception {
        long then = Instant.now().getEpochSecond() + seconds + (seconds > 0 ? 5 : 0);
        headers("msg_1", Long.toString(then), signature(secret, "msg_1", then, BODY))
                .body(BODY)
                .post(path)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1,", "v1,=", "v1a,AAAA", "AAAA"})
    void webhookWithoutASignatureIsRefused(String signature) {
        headers("msg_1", Long.toString(Instant.now().getEpochSecond()), signature)
                .body(BODY)
                .post(path)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "99999999999999999999"})
    void webhookWithoutATimeIsRefused(String timestamp) {
        headers("msg_1", timestamp, "v1,AAAA").body(BODY).post(path).then().statusCode(401);
    }

    @Test
    void unknownWebhookIsRefusedLikeABadSignature() throws Exception {
        signed("msg_1", BODY)
                .post("/api/v1/deployments/webhooks/" + UUID.randomUUID())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:webhook-signature-invalid"));
    }

    @Test
    void bodyThatIsNotJsonIsRefused() throws Exception {
        signed("msg_1", "order 7")
                .post(path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-json"));
    }

    @Test
    void pausedDeploymentTakesNoWebhooks() throws Exception {
        ada.request().post(echo.path() + "/pause").then().statusCode(200);
        signed("msg_1", BODY).post(path).then().statusCode(409).body("type", equalTo("urn:problem:deployment-paused"));
    }

    @Test
    void replacedSecretIsGoodForNothing() throws Exception {
        String old = secret;
        String id = path.substring(path.lastIndexOf('/') + 1);
        secret = ada.request().post(echo.path() + "/webhooks/" + id + "/secret").path("secret");
        signed("msg_1", BODY).post(path).then().statusCode(202);
        secret = old;
        signed("msg_2", BODY).post(path).then().statusCode(401);
    }

    @Test
    void removedWebhookIsLikeAnyThatNeverWas() throws Exception {
        String id = path.substring(path.lastIndexOf('/') + 1);
        ada.request().delete(echo.path() + "/webhooks/" + id).then().statusCode(204);
        signed("msg_1", BODY).post(path).then().statusCode(401);
        ada.request().get(echo.path() + "/webhooks").then().body("items", hasSize(0));
    }

    @Test
    void webhooksArePaged() {
        ada.sends("{\"name\": \"second\"}").post(echo.path() + "/webhooks");
        Response page = ada.request().get(echo.path() + "/webhooks?limit=1");
        page.then().body("items", hasSize(1));
        ada.request()
                .get(echo.path() + "/webhooks?limit=1&cursor=" + page.<String>path("next"))
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": \"\"}", "{\"name\": \"  \"}"})
    void webhookNeedsAName(String draft) {
        ada.sends(draft)
                .post(echo.path() + "/webhooks")
                .then()
                .statusCode(400)
                .body("violations.pointer", hasItem("/name"));
    }

    @Test
    void webhookOfAnotherUserIsAbsent() {
        String id = path.substring(path.lastIndexOf('/') + 1);
        OtherUsers.findNothingAt(
                ada,
                echo.path() + "/webhooks/" + id,
                Access.get(),
                Access.delete(),
                new Access(Method.POST, "/secret", null));
    }

    @Test
    void nobodyMakesAWebhookForAnothersDeployment() {
        TestUser.fresh()
                .sends("{\"name\": \"shop\"}")
                .post(echo.path() + "/webhooks")
                .then()
                .statusCode(404);
    }

    @Test
    void anonymousCallersGetNothing() {
        given().get(echo.path() + "/webhooks").then().statusCode(401);
    }

    @Test
    void secretUnderAFormerKeyIsBroughtUnderTheOneThatWrites() throws Exception {
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        String base64 = secret.substring("whsec_".length());
        // As a service has written it whose first key was k2.
        byte[] closed = new VaultCipher(new VaultKeys(new Former(keys.get(1))))
                .closed("webhook " + id + " of " + ada.id(), base64);
        execute("UPDATE webhook SET secret = ?, key_id = 'k2' WHERE user_id = ?", closed, ada.id());
        rewrap.run(new Uncancelled());
        assertThat(text("SELECT key_id FROM webhook WHERE user_id = ?"), equalTo("k1"));
        signed("msg_1", BODY).post(path).then().statusCode(202);
    }

    @Test
    void receiverIsFoundByItsId() throws SQLException {
        assertThat(Plan.of(database, "deployment", WebhookStore.RECEIVER), containsString("uq_webhook_id"));
    }

    @Test
    void secretsUnderAFormerKeyAreFoundByIt() throws SQLException {
        assertThat(Plan.of(database, "deployment", WebhookStore.TAKE), containsString("ix_webhook_key"));
    }

    @Test
    void listIsReadFromItsIndexInOrder() throws SQLException {
        String plan = Plan.of(database, "deployment", WebhookStore.LIST);
        assertThat(plan, containsString("ix_webhook_deployment"));
        assertThat(plan, not(containsString("Sort")));
    }
}
