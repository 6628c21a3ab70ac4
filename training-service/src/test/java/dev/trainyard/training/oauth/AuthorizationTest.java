package dev.trainyard.training.oauth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import dev.trainyard.training.oauth.FakeProvider.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class AuthorizationTest {

    FakeProvider provider;

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private static String path(String name) {
        return "/api/v1/tokens/" + name + "/authorization";
    }

    private static Response begin(TestUser user, String name) {
        return begin(user, name, FakeProvider.REDIRECT);
    }

    private static Response begin(TestUser user, String name, String redirectUri) {
        return user.sends("{\"redirectUri\":\"" + redirectUri + "\"}").post(path(name));
    }

    private static Response finish(TestUser user, String name, String state, String code) {
        return user.sends("{\"state\":\"" + state + "\",\"code\":\"" + code + "\"}")
                .post(path(name) + "/callback");
    }

    private static Map<String, String> query(Response begun) {
        String url = begun.then().statusCode(200).extract().path("authorizationUrl");
        return FakeProvider.form(URI.create(url).getRawQuery());
    }

    private Response connected(TestUser user, String name, Account account) {
        Response begun = begin(user, name);
        String code = provider.consent(begun.path("authorizationUrl"), account);
        return finish(user, name, query(begun).get("state"), code);
    }

    @Test
    void authorizationUrlAsksForWhatIsConfigured() {
        Response begun = begin(ada, "fake");
        Map<String, String> query = query(begun);
        assertEquals("code", query.get("response_type"));
        assertEquals("fake-client", query.get("client_id"));
        assertEquals(FakeProvider.REDIRECT, query.get("redirect_uri"));
        assertEquals("read write", query.get("scope"));
        assertEquals("S256", query.get("code_challenge_method"));
        assertTrue(query.get("state").matches("[A-Za-z0-9_-]{43}"), query.get("state"));
        assertTrue(query.get("code_challenge").matches("[A-Za-z0-9_-]{43}"), query.get("code_challenge"));
        assertEquals("no-store", begun.header("Cache-Control"));
        assertFalse(begun.asString().contains(FakeProvider.SECRET));
    }

    @Test
    void stateIsGoodForTenMinutes() {
        Instant before = Instant.now();
        Instant expiresAt = Instant.parse(begin(ada, "fake").path("expiresAt"));
        assertFalse(expiresAt.isBefore(before.plus(Duration.ofMinutes(10)).minusSeconds(1)));
        assertFalse(expiresAt.isAfter(Instant.now().plus(Duration.ofMinutes(10)).plusSeconds(1)));
    }

    @Test
    void statesAndChallengesAreNeverTheSame() {
        Map<String, String> one = query(begin(ada, "fake"));
        Map<String, String> other = query(begin(ada, "fake"));
        assertNotEquals(one.get("state"), other.get("state"));
        assertNotEquals(one.get("code_challenge"), other.get("code_challenge"));
    }

    @Test
    void callbackSavesTheToken() {
        Account account = provider.account();
        connected(ada, "fake", account)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("name", equalTo("fake"))
                .body("connected", equalTo(true))
                .body("reauthorizationRequired", equalTo(false));
        ada.request()
                .get("/api/v1/tokens/fake")
                .then()
                .statusCode(200)
                .body("accessToken", equalTo(account.accessToken()))
                .body("refreshToken", equalTo(account.refreshToken()))
                .body("scopes", hasItems("read", "write"));
    }

    @Test
    void providerIsAskedAsTheStandardSays() {
        Account account = provider.account();
        connected(ada, "fake", account);
        Map<String, String> asked = account.calls.getFirst();
        assertEquals("authorization_code", asked.get("grant_type"));
        assertEquals(FakeProvider.REDIRECT, asked.get("redirect_uri"));
        assertEquals("fake-client", asked.get("client_id"));
        assertEquals(FakeProvider.SECRET, asked.get("client_secret"));
        assertTrue(asked.get("code_verifier").matches("[A-Za-z0-9_-]{43}"), asked.get("code_verifier"));
    }

    @Test
    void secretGoesInTheHeaderWhereTheProviderWantsIt() {
        Account account = provider.account();
        connected(ada, "basic", account).then().statusCode(200);
        Map<String, String> asked = account.calls.getFirst();
        // "basic+client:the-secret-of-the-client"
        assertEquals("Basic YmFzaWMrY2xpZW50OnRoZS1zZWNyZXQtb2YtdGhlLWNsaWVudA==", asked.get("Authorization"));
        assertNull(asked.get("client_secret"));
        assertNull(asked.get("code_verifier"));
    }

    @Test
    void grantedScopesAreKeptWhereTheProviderSaysThem() {
        Account account = provider.account();
        account.adds(",\"scope\":\"read,activity:read_all\"");
        connected(ada, "fake", account).then().statusCode(200);
        ada.request().get("/api/v1/tokens/fake").then().body("scopes", equalTo(List.of("read", "activity:read_all")));
    }

    @Test
    void grantedScopesAreKeptWhereTheProviderSaysThemInTheAddressOnly() {
        Response begun = begin(ada, "fake");
        String code = provider.consent(begun.path("authorizationUrl"), provider.account());
        ada.sends("{\"state\":\"" + query(begun).get("state") + "\",\"code\":\"" + code + "\",\"scope\":\"read,a:b\"}")
                .post(path("fake") + "/callback")
                .then()
                .statusCode(200);
        ada.request().get("/api/v1/tokens/fake").then().body("scopes", equalTo(List.of("read", "a:b")));
    }

    @Test
    void webhooksFindTheUserOfTheAccount() {
        Account account = provider.account();
        String athlete = Long.toString(ThreadLocalRandom.current().nextLong(1L << 53));
        account.adds(",\"athlete\":{\"id\":" + athlete + "}");
        connected(ada, "fake", account).then().statusCode(200);
        ada.request()
                .get("/api/v1/activities/accounts/fake")
                .then()
                .statusCode(200)
                .body("ownerId", equalTo(athlete));
    }

    @Test
    void accountThatIsNoneIsNotLinked() {
        Account account = provider.account();
        account.adds(",\"athlete\":{\"id\":\"who; where?\"}");
        connected(ada, "fake", account).then().statusCode(200);
        ada.request().get("/api/v1/activities/accounts/fake").then().statusCode(404);
    }

    @Test
    void tokenWithoutAnEndIsKept() {
        Account account = provider.account();
        account.next(Reply.of(200, "{\"access_token\":\"for-ever\"}"));
        connected(ada, "fake", account).then().statusCode(200).body("expiresAt", nullValue());
        ada.request()
                .get("/api/v1/tokens/fake/access-token")
                .then()
                .statusCode(200)
                .body("accessToken", equalTo("for-ever"));
    }

    @Test
    void authorizationIsAudited() {
        connected(ada, "fake", provider.account());
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].operation", equalTo("save"))
                .body("items[0].outcome", equalTo("success"))
                .body("items[0].details", equalTo("authorized"));
    }

    @Test
    void stateIsGoodOnce() {
        Response begun = begin(ada, "fake");
        String state = query(begun).get("state");
        finish(ada, "fake", state, provider.consent(begun.path("authorizationUrl"), provider.account()))
                .then()
                .statusCode(200);
        finish(ada, "fake", state, provider.consent(begun.path("authorizationUrl"), provider.account()))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-state"));
    }

    @Test
    void oneOfManyCallbacksAtOnceIsTaken() throws Exception {
        Response begun = begin(ada, "fake");
        String state = query(begun).get("state");
        Account account = provider.account();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(i -> provider.consent(begun.path("authorizationUrl"), account))
                    .map(code -> senders.submit(() -> finish(ada, "fake", state, code)))
                    .toList();
            int taken = 0;
            for (var answer : answers) {
                taken += answer.get().statusCode() == 200 ? 1 : 0;
            }
            assertEquals(1, taken);
        }
        assertEquals(1, account.calls.size());
    }

    @Test
    void stateOfSomebodyElseIsUnknown() {
        Response begun = begin(ada, "fake");
        String code = provider.consent(begun.path("authorizationUrl"), provider.account());
        finish(TestUser.fresh(), "fake", query(begun).get("state"), code)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-state"));
        // And still good for whom it is.
        finish(ada, "fake", query(begun).get("state"), code).then().statusCode(200);
    }

    @Test
    void stateOfAnotherProviderIsUnknown() {
        Response begun = begin(ada, "fake");
        String code = provider.consent(begun.path("authorizationUrl"), provider.account());
        finish(ada, "basic", query(begun).get("state"), code)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-state"));
    }

    @Test
    void stateThatIsTooOldIsUnknown() throws SQLException {
        Response begun = begin(ada, "fake");
        String code = provider.consent(begun.path("authorizationUrl"), provider.account());
        update("UPDATE training.provider_authorization SET expires_at = now() - interval '1 second' WHERE user_id = ?");
        finish(ada, "fake", query(begun).get("state"), code)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:unknown-state"));
    }

    @Test
    void tenBegunAreGoodAndNoMore() throws SQLException {
        String first = query(begin(ada, "fake")).get("state");
        String second = query(begin(ada, "fake")).get("state");
        IntStream.range(0, 9).forEach(i -> begin(ada, "fake"));
        finish(ada, "fake", first, "any").then().body("type", equalTo("urn:problem:unknown-state"));
        finish(ada, "fake", second, "any").then().body("type", equalTo("urn:problem:code-refused"));
    }

    @Test
    void stateIsNotKeptAsItIs() throws SQLException {
        Map<String, String> query = query(begin(ada, "fake"));
        try (Connection connection = database.connectAsAdmin();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT to_jsonb(a)::text FROM training.provider_authorization a WHERE user_id = ?")) {
            statement.setString(1, ada.id());
            try (ResultSet row = statement.executeQuery()) {
                assertTrue(row.next());
                String kept = row.getString(1);
                assertFalse(kept.contains(query.get("state")));
                assertFalse(kept.contains(
                        HexFormat.of().formatHex(Base64.getUrlDecoder().decode(query.get("state")))));
                assertFalse(kept.contains(query.get("code_challenge")));
            }
        }
    }

    @Test
    void codeThatTheProviderDoesNotTakeIsRefusedAndAudited() {
        Response begun = begin(ada, "fake");
        finish(ada, "fake", query(begun).get("state"), "made-up")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:code-refused"));
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].operation", equalTo("authorize"))
                .body("items[0].outcome", equalTo("provider-refused"))
                .body("items[0].details", equalTo("invalid_grant"));
        ada.request().get("/api/v1/tokens/fake").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\"} | 502 | provider-refused",
                "400 | what?                          | 502 | provider-refused",
                "302 | {}                             | 502 | provider-refused",
                "400 | {\"message\":\"Bad Request\",\"errors\":[{\"resource\":\"AuthorizationCode\",\"field\":\"code\",\"code\":\"invalid\"}]} | 400 | code-refused",
                "500 | {}                             | 503 | provider-unavailable",
                "200 | {}                             | 503 | provider-unavailable",
                "200 | {\"access_token\":\"\"}        | 503 | provider-unavailable",
                "200 | {\"access_token\":null}        | 503 | provider-unavailable",
                "200 | <html>                         | 503 | provider-unavailable",
                "200 | {\"access_token\":\"tök\"}     | 503 | provider-unavailable"
            })
    void whatTheProviderSaysIsMapped(int said, String body, int status, String code) {
        Account account = provider.account();
        account.next(Reply.of(said, body, "Location", "https://elsewhere.example/"));
        Response answer = connected(ada, "fake", account);
        answer.then().statusCode(status).body("type", equalTo("urn:problem:" + code));
        assertEquals(status == 503, answer.header("Retry-After") != null);
        assertEquals(1, account.calls.size());
    }

    @Test
    void providerThatSaysTooMuchIsUnavailable() {
        Account account = provider.account();
        account.next(Reply.of(200, "{\"access_token\":\"" + "a".repeat(70_000) + "\"}"));
        connected(ada, "fake", account)
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:provider-unavailable"));
    }

    @Test
    void providerThatSaysNothingIsUnavailable() {
        Account account = provider.account();
        account.next(Reply.silence());
        connected(ada, "fake", account)
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:provider-unavailable"));
    }

    @Test
    void providerThatNeverEndsIsUnavailable() {
        Account account = provider.account();
        account.next(Reply.endless());
        connected(ada, "fake", account)
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:provider-unavailable"));
    }

    @Test
    void providerThatIsNotThereIsUnavailable() {
        Response begun = begin(ada, "gone");
        finish(ada, "gone", query(begun).get("state"), "any")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:provider-unavailable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://app.example/connected",
                "https://app.example/connected?from=trainyard&to=evil",
                "https://APP.example/connected?from=trainyard",
                "javascript:alert(1)"
            })
    void usersAreSentBackToConfiguredAddressesOnly(String redirectUri) {
        begin(ada, "fake", redirectUri)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo("/redirectUri"));
    }

    @Test
    void providerWithoutASecretIsOff() {
        begin(ada, "off").then().statusCode(503).body("type", equalTo("urn:problem:not-configured"));
        finish(ada, "off", "state", "code").then().statusCode(503).body("type", equalTo("urn:problem:not-configured"));
    }

    @Test
    void providerThatThereIsNotIsNotFound() {
        begin(ada, "none").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void bodiesAreChecked() {
        ada.sends("{}")
                .post(path("fake"))
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/redirectUri"));
        ada.sends("{\"state\":\"a\",\"code\":\"\"}")
                .post(path("fake") + "/callback")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/code"));
        finish(ada, "fake", "s".repeat(129), "code").then().statusCode(400);
    }

    @Test
    void callersAreKnown() {
        RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post(path("fake"))
                .then()
                .statusCode(401);
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ada.id());
            assertEquals(1, statement.executeUpdate());
        }
    }
}
