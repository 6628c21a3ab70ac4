package dev.trainyard.training.token;

import static dev.trainyard.training.token.Tokens.AUDIT;
import static dev.trainyard.training.token.Tokens.PATH;
import static dev.trainyard.training.token.Tokens.audited;
import static dev.trainyard.training.token.Tokens.save;
import static dev.trainyard.training.token.Tokens.token;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    private Response load(String provider) {
        return ada.request().get(PATH + "/" + provider);
    }

    private void alter(String sql) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.executeUpdate(sql.formatted(ada.id()));
        }
    }

    @Test
    void savedTokenIsShownWithoutItsSecrets() {
        JsonObject token = token("one")
                .put("expiresAt", "2100-01-01T00:00:00Z")
                .put("scopes", new JsonArray().add("read").add("activity:read_all"));

        save(ada, "strava", token)
                .then()
                .statusCode(201)
                .header("Location", PATH + "/strava")
                .body("keySet()", containsInAnyOrder("provider", "state", "expiresAt", "scopes", "savedAt"))
                .body("provider", equalTo("strava"))
                .body("state", equalTo("valid"))
                .body("expiresAt", equalTo("2100-01-01T00:00:00Z"))
                .body("scopes", contains("read", "activity:read_all"));
    }

    @Test
    void loadedTokenIsAsItWasSaved() {
        save(
                ada,
                "strava",
                token("one").put("expiresAt", "2100-01-01T00:00:00Z").put("scopes", new JsonArray().add("read")));

        load("strava")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("provider", equalTo("strava"))
                .body("accessToken", equalTo("access-one"))
                .body("refreshToken", equalTo("refresh-one"))
                .body("state", equalTo("valid"))
                .body("expiresAt", equalTo("2100-01-01T00:00:00Z"))
                .body("scopes", contains("read"));
    }

    @Test
    void accessTokenAloneIsEnough() {
        save(ada, "strava", new JsonObject().put("accessToken", "a"));

        load("strava")
                .then()
                .body("accessToken", equalTo("a"))
                .body("refreshToken", nullValue())
                .body("expiresAt", nullValue())
                .body("scopes", hasSize(0));
    }

    @Test
    void savingAgainReplacesAllOfIt() {
        save(ada, "strava", token("one").put("expiresAt", "2100-01-01T00:00:00Z"));

        save(ada, "strava", new JsonObject().put("accessToken", "two")).then().statusCode(200);

        load("strava")
                .then()
                .body("accessToken", equalTo("two"))
                .body("refreshToken", nullValue())
                .body("expiresAt", nullValue());
    }

    @Test
    void tokensAreListedByProviderPageByPage() {
        for (String provider : List.of("whoop", "garmin", "strava")) {
            save(ada, provider, token(provider));
        }

        var first = ada.request().queryParam("limit", 2).get(PATH);
        first.then()
                .statusCode(200)
                .body("items.provider", contains("garmin", "strava"))
                .body("items[0].keySet()", containsInAnyOrder("provider", "state", "expiresAt", "scopes", "savedAt"));
        ada.request()
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get(PATH)
                .then()
                .body("items.provider", contains("whoop"))
                .body("next", nullValue());
    }

    @Test
    void listTellsWhichTokensCanBeUsed() throws Exception {
        save(ada, "a", token("a"));
        save(ada, "b", token("b").put("expiresAt", "2026-01-01T00:00:00Z"));
        save(ada, "c", token("c"));
        alter("UPDATE provider_token SET key_id = 'gone' WHERE user_id = '%s' AND provider = 'c'");

        ada.request().get(PATH).then().body("items.state", contains("valid", "expired", "unreadable"));
    }

    @Test
    void unreadableTokenIsToldAndCanBeSavedAnew() throws Exception {
        save(ada, "strava", token("one"));
        alter("UPDATE provider_token SET key_id = 'gone' WHERE user_id = '%s'");

        load("strava").then().statusCode(409).body("type", equalTo("urn:problem:token-unreadable"));

        save(ada, "strava", token("two")).then().statusCode(200);
        load("strava").then().statusCode(200).body("accessToken", equalTo("access-two"));
    }

    @Test
    void deletedTokenIsGone() {
        save(ada, "strava", token("one"));

        ada.request().delete(PATH + "/strava").then().statusCode(204);

        load("strava").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        ada.request().delete(PATH + "/strava").then().statusCode(404);
    }

    @Test
    void whateverIsDoneOrTriedIsAudited() {
        load("strava");
        save(ada, "strava", token("one"));
        load("strava");
        save(ada, "strava", token(" \t"));
        ada.request().delete(PATH + "/strava");
        ada.request().delete(PATH + "/strava");

        assertEquals(
                List.of(
                        "load not-found strava",
                        "save success strava",
                        "load success strava",
                        "save invalid-input strava",
                        "delete success strava",
                        "delete not-found strava"),
                audited(ada));
        ada.request().get(AUDIT + "/verify").then().body("valid", equalTo(true));
    }

    @Test
    void auditHasWhatTheRequestSaid() {
        ada.sends(token("one").put("details", "Connected in the app").encode())
                .header("User-Agent", "watch/7 \u00fc")
                .header("X-Forwarded-For", "203.0.113.7")
                .put(PATH + "/strava");

        ada.request()
                .get(AUDIT)
                .then()
                .body("items[0].actor", equalTo(ada.id()))
                .body("items[0].details", equalTo("Connected in the app"))
                .body("items[0].clientAddress", equalTo("203.0.113.7"))
                .body("items[0].userAgent", containsString("watch/7"));
    }

    @Test
    void emptyForwardedForIsAnswered() {
        ada.sends(token("one").encode()).header("X-Forwarded-For", "").put(PATH + "/strava");

        ada.request().get(AUDIT).then().body("items[0].clientAddress", equalTo("127.0.0.1"));
    }

    @Test
    void longUserAgentIsCut() {
        ada.sends(token("one").encode()).header("User-Agent", "x".repeat(2_000)).put(PATH + "/strava");

        ada.request().get(AUDIT).then().body("items[0].userAgent", equalTo("x".repeat(512)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "accessToken  | null",
                "accessToken  | ''",
                "accessToken  | 4097",
                "accessToken  | 'line\\nbreak'",
                "accessToken  | 'ü'",
                "accessToken  | 5 ",
                "refreshToken | ''",
                "refreshToken | 4097",
                "refreshToken | 'ü'",
                "expiresAt    | '1969-12-31T23:59:59Z'",
                "expiresAt    | '+10000-01-01T00:00:00Z'",
                "expiresAt    | 'soon'",
                "expiresAt    | 1774683000",
                "scopes/0     | ['two words']",
                "scopes/0     | ['']",
                "scopes/0     | [null]",
                "scopes       | 'read'",
                "details      | ''",
                "details      | 4097",
                "userId       | 'eve'",
            })
    void valueThatIsNoneIsRefusedWithItsPlace(String place, String value) {
        String json = value.equals("4097") ? "\"" + "x".repeat(4_097) + "\"" : value.replace('\'', '"');
        String field = place.replace("/0", "");
        JsonObject rest = token("one");
        rest.remove(field);
        String body = "{\"" + field + "\":" + json + "," + rest.encode().substring(1);

        ada.sends(body)
                .put(PATH + "/strava")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains("/" + place));
        load("strava").then().statusCode(404);
    }

    @Test
    void detailsThatGiveTheTokenAwayAreRefused() {
        save(ada, "strava", token("one").put("details", "got refresh-one"))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/details"))
                .body("violations.detail", contains("must not hold the token"));
        ada.request().get(AUDIT).then().body("items.details", contains(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strava", "-strava", "str_ava", "str%20ava", "str%00ava"})
    void providerThatIsNoneIsRefused(String provider) {
        String path = PATH + "/" + provider;
        for (Response answer : List.of(
                ada.sends(token("one").encode()).urlEncodingEnabled(false).put(path),
                ada.request().urlEncodingEnabled(false).get(path),
                ada.request().urlEncodingEnabled(false).delete(path))) {
            answer.then()
                    .statusCode(400)
                    .body("violations.in", contains("path"))
                    .body("violations.pointer", contains("provider"));
        }
    }

    @Test
    void noBodyIsRefused() {
        ada.sends("null").put(PATH + "/strava").then().statusCode(400);
    }

    @Test
    void tokensTakeAToken() {
        given().get(PATH).then().statusCode(401);
        given().get(PATH + "/strava").then().statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .put(PATH + "/strava")
                .then()
                .statusCode(401);
        given().delete(PATH + "/strava").then().statusCode(401);
    }

    @Test
    void oneOfManySavesAtOnceStays() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var saves = IntStream.range(0, 16)
                    .mapToObj(i -> clients.submit(
                            () -> save(ada, "strava", token("t" + i)).statusCode()))
                    .toList();
            for (var one : saves) {
                assertEquals(one.get() == 201 ? 201 : 200, one.get());
            }
        }
        String access = load("strava").path("accessToken");
        load("strava").then().body("refreshToken", equalTo(access.replace("access", "refresh")));
        ada.request().get(AUDIT + "/verify").then().body("valid", equalTo(true)).body("checked", equalTo(18));
    }

    @Test
    void databaseHasNoSecretAndNoTwoCiphertextsAlike() throws Exception {
        save(ada, "strava", token("one"));
        save(ada, "whoop", token("one"));
        try (var owner = database.connectAs("training_owner");
                var row = owner.createStatement().executeQuery("""
                        SELECT count(DISTINCT access_token), bool_or(position('access-one'::bytea IN access_token) > 0),
                               min(length(access_token))
                        FROM provider_token WHERE user_id = '%s'
                        """.formatted(ada.id()))) {
            row.next();
            assertEquals(2, row.getInt(1));
            assertEquals(false, row.getBoolean(2));
            assertEquals(12 + "access-one".length() + 16, row.getInt(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "paths.'/api/v1/tokens/{provider}'.put.responses.'200',TokenView",
        "paths.'/api/v1/tokens/{provider}'.put.responses.'201',TokenView",
        "paths.'/api/v1/tokens/{provider}'.put.requestBody,TokenDraft",
        "paths.'/api/v1/tokens/{provider}'.get.responses.'200',TokenSecrets",
        "paths.'/api/v1/tokens:batch'.post.requestBody,SaveBatch",
        "paths.'/api/v1/tokens:batch'.post.responses.'200',SavedBatch",
        "paths.'/api/v1/tokens:batch-load'.post.requestBody,LoadBatch",
        "paths.'/api/v1/tokens:batch-load'.post.responses.'200',LoadedBatch",
        "paths.'/api/v1/token-audit/verify'.get.responses.'200',Verification",
    })
    void openApiTellsWhatIsSentAndAnswered(String place, String schema) {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .body(place + ".content.'application/json'.schema.$ref", endsWith("/" + schema));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TokenDraft", "SaveBatch", "LoadBatch"})
    void openApiHasAnExampleOfWhatIsSent(String schema) {
        given().get(management.resolve("/q/openapi?format=json"))
                .then()
                .body("components.schemas." + schema + ".examples", hasSize(1));
    }

    @Test
    void othersFindNothing() {
        save(ada, "strava", token("one"));

        OtherUsers.findNothingAt(ada, PATH + "/strava", Access.get(), Access.delete());
        TestUser eve = TestUser.fresh();
        save(eve, "strava", token("eve"));
        load("strava").then().body("accessToken", equalTo("access-one"));
        eve.request().get(PATH).then().body("items", hasSize(1));
        assertEquals(
                List.of("save success strava", "load success strava", "load success strava", "load success strava"),
                audited(ada));
    }

    @Test
    void answerToARefusedSaveDoesNotRepeatIt() {
        String answer = save(ada, "strava", token("hidden\n")).asString();
        String malformed = ada.sends("{\"accessToken\":\"access-hidden")
                .put(PATH + "/strava")
                .asString();

        assertThat(answer + malformed, not(containsString("hidden")));
    }
}
