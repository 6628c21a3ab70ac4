package dev.trainyard.deployment.apikey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.trainyard.deployment.Echo;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiKeyTest {

    private static final String KEYS = "/api/v1/api-keys";

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private Response made(String rest) {
        return ada.sends("{\"name\": \"website\"" + rest + "}").post(KEYS);
    }

    private String keyFor(UUID deployment) {
        return made(", \"deployments\": [\"" + deployment + "\"]").path("key");
    }

    private String keyForAll() {
        return made("").path("key");
    }

    private static RequestSpecification by(String key) {
        return given().header("X-Api-Key", key).contentType(ContentType.JSON).body("{\"input\": {\"week\": 3}}");
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

    @Test
    void keyIsShownOnceAndKnownByItsBeginning() {
        Response made = made("");
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("key", startsWith("tyk_"))
                .body("apiKey.name", equalTo("website"))
                .body("apiKey.hint", equalTo(made.<String>path("key").substring(0, 8)))
                .body("apiKey.deployments", nullValue())
                .body("apiKey.lastUsedAt", nullValue());
        ada.request()
                .get(KEYS)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(made.path("apiKey.id")));
        assertThat(ada.request().get(KEYS).asString(), not(containsString(made.path("key"))));
    }

    @Test
    void keyIsStoredAsItsHashAlone() throws SQLException {
        String key = keyForAll();
        try (var owner = database.connectAs("deployment_owner");
                var query =
                        owner.prepareStatement("SELECT count(*) FROM api_key k WHERE k::text LIKE '%' || ? || '%'")) {
            query.setString(1, key.substring(4));
            try (var row = query.executeQuery()) {
                row.next();
                assertThat(row.getLong(1), equalTo(0L));
            }
        }
    }

    @Test
    void keyInvokesItsDeployment() {
        Echo echo = Echo.of(ada);
        by(keyFor(echo.id()))
                .post(echo.invoke())
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.week", equalTo(3));
    }

    @Test
    void runOfAKeySaysSoInTheLog() throws SQLException {
        Echo echo = Echo.of(ada);
        by(keyForAll()).post(echo.invoke()).then().statusCode(200);
        try (var owner = database.connectAs("deployment_owner");
                var query = owner.prepareStatement("SELECT trigger FROM deployment_log WHERE user_id = ?")) {
            query.setString(1, ada.id());
            try (var row = query.executeQuery()) {
                row.next();
                assertThat(row.getString(1), equalTo("api_key"));
            }
        }
    }

    @Test
    void keyFollowsItsRuns() {
        Echo echo = Echo.of(ada);
        String key = keyFor(echo.id());
        String run = by(key).post(echo.invoke()).path("id");
        given().header("X-Api-Key", key)
                .get("/api/v1/invocations/" + run)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"));
    }

    @Test
    void useIsSeen() {
        Echo echo = Echo.of(ada);
        Response made = made("");
        by(made.path("key")).post(echo.invoke());
        ada.request().get(KEYS + "/" + made.path("apiKey.id")).then().body("lastUsedAt", notNullValue());
    }

    @Test
    void deploymentOfNoneOfItsOwnIsAbsentToAKey() {
        Echo mine = Echo.of(ada);
        Echo other = Echo.of(ada);
        Response refused = by(keyFor(mine.id())).post(other.invoke());
        refused.then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void runOfAnotherDeploymentIsAbsentToAKey() {
        Echo mine = Echo.of(ada);
        Echo other = Echo.of(ada);
        String run = ada.sends("{}").post(other.invoke()).path("id");
        given().header("X-Api-Key", keyFor(mine.id()))
                .get("/api/v1/invocations/" + run)
                .then()
                .statusCode(404);
    }

    @Test
    void keyOfOneUserOpensNothingOfAnother() {
        Echo foreign = Echo.of(TestUser.fresh());
        by(keyForAll()).post(foreign.invoke()).then().statusCode(404);
    }

    @Test
    void revokedKeyIsGoodForNothingAtOnce() {
        Echo echo = Echo.of(ada);
        Response made = made("");
        by(made.path("key")).post(echo.invoke()).then().statusCode(200);
        ada.request().delete(KEYS + "/" + made.path("apiKey.id")).then().statusCode(204);
        by(made.path("key"))
                .post(echo.invoke())
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @Test
    void expiredKeyIsGoodForNothing() throws SQLException {
        Echo echo = Echo.of(ada);
        Response made = made(", \"expiresAt\": \"2100-01-01T00:00:00Z\"");
        execute("UPDATE api_key SET expires_at = now() - interval '1 second' WHERE user_id = ?", ada.id());
        by(made.path("key")).post(echo.invoke()).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tyk_",
                "tyk_qDp0R8hq7Yh2u5mQd7o3mB1vP0sX9t4kJcVn6aW8e2I",
                "rubbish",
                "tyk_qDp0R8hq7Yh2u5mQd7o3mB1vP0sX9t4kJcVn6aW8e2I,tyk_qDp0R8hq7Yh2u5mQd7o3mB1vP0sX9t4kJcVn6aW8e2I"
            })
    void unknownKeyIsRefused(String key) {
        by(key).post(Echo.of(ada).invoke())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/deployments", "/api/v1/workflows", "/api/v1/api-keys"})
    void keyReadsNothingElse(String path) {
        given().header("X-Api-Key", keyForAll()).get(path).then().statusCode(401);
    }

    @Test
    void keyManagesNothing() {
        Echo echo = Echo.of(ada);
        given().header("X-Api-Key", keyForAll())
                .post(echo.path() + "/pause")
                .then()
                .statusCode(401);
    }

    @Test
    void keyIsMadeForNoneButOwnDeployments() {
        Echo foreign = Echo.of(TestUser.fresh());
        made(", \"deployments\": [\"" + Echo.of(ada).id() + "\", \"" + foreign.id() + "\"]")
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/deployments"));
        ada.request().get(KEYS).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \" \"}",
                "{\"name\": \"website\", \"deployments\": []}",
                "{\"name\": \"website\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}",
                "{\"name\": \"website\", \"expiresAt\": \"tomorrow\"}"
            })
    void badKeyIsRefused(String draft) {
        ada.sends(draft).post(KEYS).then().statusCode(400);
        ada.request().get(KEYS).then().body("items", hasSize(0));
    }

    @Test
    void keysArePagedNewestFirst() {
        String first = made("").path("apiKey.id");
        String second = made("").path("apiKey.id");
        Response page = ada.request().get(KEYS + "?limit=1");
        page.then().body("items.id", contains(second));
        ada.request()
                .get(KEYS + "?limit=1&cursor=" + page.<String>path("next"))
                .then()
                .body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void keyOfAnotherUserIsAbsent() {
        String id = made("").path("apiKey.id");
        OtherUsers.findNothingAt(ada, KEYS + "/" + id, Access.get(), Access.delete());
    }

    @Test
    void anonymousCallersGetNothing() {
        given().get(KEYS).then().statusCode(401);
    }

    @Test
    void useIsFoundByTheHash() throws SQLException {
        String plan = Plan.of(database, "deployment", ApiKeyStore.OF_DEPLOYMENT);
        assertThat(plan, containsString("uq_api_key_digest"));
        assertThat(plan, containsString("ix_api_key_deployment_deployment"));
    }

    @Test
    void listIsReadFromItsKeyInOrder() throws SQLException {
        String plan = Plan.of(database, "deployment", ApiKeyStore.LIST);
        assertThat(plan, containsString("Index Scan Backward using pk_api_key "));
        assertThat(plan, containsString("pk_api_key_deployment"));
    }
}
