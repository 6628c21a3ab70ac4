package dev.trainyard.deployment.secret;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecretTest {

    private static final String PATH = "/api/v1/secrets";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Secrets secrets;

    private final TestUser ada = TestUser.fresh();

    private static Response put(TestUser user, String name, Object value) {
        return user.sends(new JsonObject().put("value", value).encode()).put(PATH + "/" + name);
    }

    private String value(TestUser user, String name) {
        return secrets.find(user.id(), name).map(JsonNode::toString).orElse(null);
    }

    private void change(String sql, String... parameters) throws Exception {
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Test
    void keptSecretIsShownByNameAndDatesOnly() {
        Instant before = Instant.now().minusSeconds(60);

        Response kept = put(ada, "crm", "s3cr3t-value");

        kept.then().statusCode(201).header("Location", equalTo(PATH + "/crm")).body("name", equalTo("crm"));
        assertTrue(Instant.parse(kept.path("createdAt")).isAfter(before));
        assertEquals(
                Set.of("name", "createdAt", "updatedAt"),
                kept.jsonPath().getMap("$").keySet());
        assertEquals(
                kept.jsonPath().getMap("$"),
                ada.request().get(PATH + "/crm").jsonPath().getMap("$"));
        ada.request().get(PATH).then().body("items.name", contains("crm")).body(not(containsString("s3cr3t")));
    }

    @Test
    void callsGetTheValue() {
        put(ada, "crm", "s3cr3t");
        put(ada, "basic", new JsonObject().put("username", "ada").put("password", "pässwörd"));

        assertEquals("\"s3cr3t\"", value(ada, "crm"));
        assertEquals("{\"username\":\"ada\",\"password\":\"pässwörd\"}", value(ada, "basic"));
    }

    @Test
    void secretIsReplaced() {
        Response first = put(ada, "crm", "first");

        Response second = put(ada, "crm", "second");

        second.then().statusCode(200).body("createdAt", equalTo(first.path("createdAt")));
        assertNotEquals(first.<String>path("updatedAt"), second.path("updatedAt"));
        assertEquals("\"second\"", value(ada, "crm"));
    }

    @Test
    void forgottenSecretIsGone() {
        put(ada, "crm", "first");

        ada.request().delete(PATH + "/crm").then().statusCode(204);

        ada.request().delete(PATH + "/crm").then().statusCode(404);
        ada.request().get(PATH + "/crm").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().get(PATH).then().body("items", empty());
        assertEquals(Optional.empty(), secrets.find(ada.id(), "crm"));
    }

    @Test
    void listIsPagedByName() {
        for (String name : new String[] {"b", "a", "_c", "B"}) {
            put(ada, name, "value");
        }

        Response first = ada.request().get(PATH + "?limit=3");

        first.then().body("items.name", contains("B", "_c", "a"));
        ada.request()
                .queryParam("cursor", first.<String>path("next"))
                .get(PATH)
                .then()
                .body("items.name", contains("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "-a", "a.b", "a%20b", "a$", "ä", "a%00"})
    void nameThatExpressionsCannotSayIsRefused(String name) {
        ada.sends("{\"value\":\"x\"}")
                .urlEncodingEnabled(false)
                .put(PATH + "/" + name.replace("ä", "%C3%A4"))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\":null} | must be a text or an object, and not empty",
                "{} | must not be null",
                "{\"value\":\"\"} | must be a text or an object, and not empty",
                "{\"value\":{}} | must be a text or an object, and not empty",
                "{\"value\":5} | must be a text or an object, and not empty",
                "{\"value\":[\"a\"]} | must be a text or an object, and not empty",
                "{\"value\":\"s3cr3t\\u0000\"} | must not contain NUL or broken characters",
                "{\"value\":{\"a\":[\"s3cr3t\\ud800\"]}} | must not contain NUL or broken characters",
            })
    void whatIsNoValueIsRefusedAndNotRepeated(String body, String detail) {
        ada.sends(body)
                .put(PATH + "/crm")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].detail", equalTo(detail))
                .body(not(containsString("s3cr3t")));
    }

    @Test
    void valueIsBounded() {
        put(ada, "most", "x".repeat(SecretRules.MOST_BYTES - 2)).then().statusCode(201);
        put(ada, "more", "x".repeat(SecretRules.MOST_BYTES - 1)).then().statusCode(400);
        JsonArray texts =
                new JsonArray(IntStream.range(0, SecretRules.MOST_TEXTS).boxed().toList());
        put(ada, "many", new JsonObject().put("a", texts)).then().statusCode(201);
        put(ada, "tooMany", new JsonObject().put("a", texts.copy().add(1)))
                .then()
                .statusCode(400)
                .body("violations[0].detail", equalTo("must not have more than 20 values"));
    }

    @Test
    void numberOfSecretsIsBounded() throws Exception {
        change(
                "INSERT INTO secret (user_id, name, key_id, value) SELECT ?, 's' || n, 'k1', '\\x00'::bytea || decode(repeat('00', 30), 'hex') FROM generate_series(1, 200) n",
                ada.id());

        put(ada, "s200", "again").then().statusCode(200);
        put(ada, "s201", "more").then().statusCode(409).body("type", equalTo("urn:problem:too-many-secrets"));
    }

    @Test
    void databaseHasNoValue() throws Exception {
        put(ada, "crm", "s3cr3t-value");

        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.prepareStatement(
                        "SELECT encode(value, 'escape'), key_id FROM secret WHERE user_id = ?")) {
            statement.setString(1, ada.id());
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertThat(rows.getString(1), not(containsString("s3cr3t")));
                assertEquals("k1", rows.getString(2));
            }
        }
    }

    @Test
    void valueIsOfNoUseInAnotherPlace() throws Exception {
        TestUser bob = TestUser.fresh();
        put(ada, "crm", "s3cr3t");
        put(ada, "other", "x");
        put(bob, "crm", "x");

        change(
                "UPDATE secret SET value = (SELECT value FROM secret WHERE user_id = ? AND name = 'crm') WHERE user_id = ? AND name = 'other'",
                ada.id(),
                ada.id());
        change(
                "UPDATE secret SET value = (SELECT value FROM secret WHERE user_id = ? AND name = 'crm') WHERE user_id = ?",
                ada.id(),
                bob.id());

        assertEquals(Optional.empty(), secrets.find(ada.id(), "other"));
        assertEquals(Optional.empty(), secrets.find(bob.id(), "crm"));
    }

    @Test
    void othersHaveNoneOfIt() {
        put(ada, "crm", "s3cr3t");
        TestUser bob = TestUser.fresh();

        bob.request().get(PATH).then().body("items", empty());
        assertEquals(Optional.empty(), secrets.find(bob.id(), "crm"));
        for (Response foreign :
                new Response[] {bob.request().get(PATH + "/crm"), bob.request().delete(PATH + "/crm")}) {
            assertEquals(404, foreign.statusCode());
        }
        put(bob, "crm", "bobs").then().statusCode(201);
        assertEquals("\"s3cr3t\"", value(ada, "crm"));
    }

    @Test
    void nobodyWithoutATokenGetsIn() {
        given().get(PATH).then().statusCode(401);
    }

    @Test
    void whatHoldsASecretDoesNotSayIt() {
        assertFalse(new SecretDraft(TextNode.valueOf("s3cr3t")).toString().contains("s3cr3t"));
    }

    @Test
    void queriesHaveTheirIndexes() throws Exception {
        change(
                "INSERT INTO secret (user_id, name, key_id, value) SELECT ? || n % 100, 'n' || n, 'k1', decode(repeat('00', 30), 'hex') FROM generate_series(1, 2000) n",
                ada.id());
        change("ANALYZE secret");

        String list = Plan.of(database, "deployment", SecretStore.LIST);
        assertThat(list, containsString("using pk_secret"));
        assertThat(list, not(containsString("Sort")));
        assertThat(Plan.of(database, "deployment", SecretStore.PUT), containsString("pk_secret"));
        assertThat(Plan.of(database, "deployment", RewrapStore.TAKE), containsString("using ix_secret_key"));
        assertThat(Plan.of(database, "deployment", RewrapStore.COUNT_OTHERS), not(containsString("Seq Scan")));
        change("DELETE FROM secret WHERE user_id LIKE ? || '%'", ada.id());
    }
}
