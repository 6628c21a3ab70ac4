package dev.trainyard.training.token;

import static dev.trainyard.training.token.Tokens.AUDIT;
import static dev.trainyard.training.token.Tokens.PATH;
import static dev.trainyard.training.token.Tokens.audited;
import static dev.trainyard.training.token.Tokens.save;
import static dev.trainyard.training.token.Tokens.token;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.tokenaudit.Actor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenBatchTest {

    @Inject
    OneTransactionBatches fast;

    @Inject
    TransactionPerTokenBatches plain;

    @Inject
    LentConnections connections;

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser sync = TestUser.fresh("service");
    private final TestUser ada = TestUser.fresh();
    private final TestUser bob = TestUser.fresh();

    /** Of a user who makes no requests, and needs no token of ours. */
    private static String someId() {
        return "user-" + UUID.randomUUID();
    }

    private static JsonObject item(TestUser user, String provider) {
        return item(user.id(), provider);
    }

    private static JsonObject item(String user, String provider) {
        return new JsonObject().put("user", user).put("provider", provider);
    }

    private static JsonObject item(TestUser user, String provider, String secret) {
        return item(user, provider).put("token", token(secret));
    }

    private static Response post(TestUser caller, String verb, JsonObject... items) {
        return caller.sends(new JsonObject()
                        .put("tokens", new JsonArray(List.of(items)))
                        .encode())
                .urlEncodingEnabled(false)
                .post(PATH + verb);
    }

    private static List<TokenSave> thousand() {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> new TokenSave(new TokenReference(someId(), "strava"), Tokens.draft("secret-" + i)))
                .toList();
    }

    /** How many transactions wrote what {@code actor} did, and the audit of it. */
    private long transactionsOf(Actor actor) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var row = owner.createStatement().executeQuery("""
                        WITH entry AS (SELECT xmin, user_id FROM token_audit_log WHERE actor = '%s')
                        SELECT count(DISTINCT xmin::text)
                        FROM (
                            SELECT xmin FROM entry
                            UNION ALL SELECT t.xmin FROM provider_token t JOIN entry USING (user_id)
                            UNION ALL SELECT h.xmin FROM token_audit_head h JOIN entry USING (user_id)) AS written
                        """.formatted(actor.subject()))) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void tokensOfSeveralUsersAreSavedTogether() {
        post(sync, ":batch", item(ada, "strava", "a"), item(bob, "strava", "b"), item(ada, "whoop", "c"))
                .then()
                .statusCode(200)
                .body("saved", equalTo(3));

        ada.request().get(PATH + "/strava").then().body("refreshToken", equalTo("refresh-a"));
        ada.request().get(PATH + "/whoop").then().body("refreshToken", equalTo("refresh-c"));
        bob.request().get(PATH + "/strava").then().body("refreshToken", equalTo("refresh-b"));
    }

    @Test
    void savedTokenReplacesTheOneThatWasThere() {
        save(ada, "strava", token("old"));

        post(sync, ":batch", item(ada, "strava", "new"));

        ada.request().get(PATH + "/strava").then().body("accessToken", equalTo("access-new"));
    }

    @Test
    void thousandTokensWithTheirAuditAreOneCommitOfOneConnection() throws Exception {
        Actor saver = Actor.job("saver-" + UUID.randomUUID());
        List<TokenSave> saves = thousand();

        int lent = connections.during(() -> fast.save(saves, saver));

        assertEquals(1, lent);
        assertEquals(1, transactionsOf(saver));
    }

    @Test
    void thousandTokensAreLoadedWithTheirAuditInOneCommitOfOneConnection() throws Exception {
        Actor loader = Actor.job("loader-" + UUID.randomUUID());
        List<TokenSave> saves = thousand();
        fast.save(saves, Actor.job("saver"));
        List<TokenReference> wanted = saves.stream().map(TokenSave::of).toList();
        List<LoadedToken> loaded = new ArrayList<>();

        int lent = connections.during(() -> loaded.addAll(fast.load(wanted, loader)));

        assertEquals(1, lent);
        assertEquals(2, transactionsOf(loader), "with the one that saved them before");
        assertEquals(
                saves.stream().map(save -> save.token().accessToken()).toList(),
                loaded.stream()
                        .map(one -> one.token().orElseThrow().accessToken())
                        .toList());
    }

    @Test
    void plainTwinTakesAConnectionAndACommitForEachToken() throws Exception {
        Actor saver = Actor.job("saver-" + UUID.randomUUID());

        int lent = connections.during(() -> plain.save(thousand().subList(0, 10), saver));

        assertEquals(10, lent);
        assertEquals(10, transactionsOf(saver));
    }

    @Test
    void tokensAreLoadedInTheOrderOfTheRequest() {
        save(ada, "strava", token("a"));
        save(bob, "whoop", token("b"));

        post(sync, ":batch-load", item(bob, "whoop"), item(bob, "strava"), item(ada, "strava"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("tokens.user", contains(bob.id(), bob.id(), ada.id()))
                .body("tokens.provider", contains("whoop", "strava", "strava"))
                .body("tokens.outcome", contains("success", "not-found", "success"))
                .body("tokens[0].token.accessToken", equalTo("access-b"))
                .body("tokens[1].token", nullValue())
                .body("tokens[2].token.refreshToken", equalTo("refresh-a"));
    }

    @Test
    void usersSeeInTheirAuditWhichServiceItWas() {
        post(sync, ":batch", item(ada, "strava", "a"), item(ada, "whoop", "b"));
        post(sync, ":batch-load", item(ada, "garmin"), item(ada, "whoop"));

        assertEquals(
                List.of(
                        "batch_save success strava",
                        "batch_save success whoop",
                        "batch_load not-found garmin",
                        "batch_load success whoop"),
                audited(ada));
        ada.request()
                .get(AUDIT)
                .then()
                .body("items.actor", contains(sync.id(), sync.id(), sync.id(), sync.id()))
                .body("items.sequence", contains(4, 3, 2, 1));
        ada.request().get(AUDIT + "/verify").then().body("valid", equalTo(true)).body("checked", equalTo(4));
    }

    @Test
    void batchWithOneBadTokenKeepsNoneAndTellsWhere() {
        post(sync, ":batch", item(ada, "strava", "a"), item(bob, "Strava", "b"))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains("/tokens/1/provider"));

        assertEquals(List.of("batch_save invalid-input strava"), audited(ada));
        assertEquals(List.of(), audited(bob));
        ada.request().get(PATH + "/strava").then().statusCode(404);
    }

    @Test
    void badValueIsNamedByItsPlace() {
        JsonObject broken = item(ada, "strava", "a");
        broken.getJsonObject("token").put("accessToken", "").put("details", "x".repeat(1_001));

        post(sync, ":batch", item(bob, "strava", "b"), broken)
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/tokens/1/token/accessToken", "/tokens/1/token/details"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":batch", ":batch-load"})
    void placeThatIsThereTwiceIsRefused(String verb) {
        JsonObject item = verb.equals(":batch") ? item(ada, "strava", "a") : item(ada, "strava");

        post(sync, verb, item, item.copy()).then().statusCode(400).body("violations.pointer", contains("/tokens/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":batch", ":batch-load"})
    void batchOfNoneOrTooManyIsRefused(String verb) {
        JsonObject[] many =
                Stream.generate(() -> item(someId(), "strava")).limit(1_001).toArray(JsonObject[]::new);

        post(sync, verb).then().statusCode(400).body("violations.pointer", contains("/tokens"));
        post(sync, verb, many).then().statusCode(400).body("violations.pointer", hasItem("/tokens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tokens\":null}", "{\"tokens\":[null]}", "{\"tokens\":[{}]}"})
    void batchWithHolesIsRefused(String body) {
        for (String verb : List.of(":batch", ":batch-load")) {
            sync.sends(body)
                    .urlEncodingEnabled(false)
                    .post(PATH + verb)
                    .then()
                    .statusCode(400)
                    .body("violations.pointer", not(hasSize(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":batch", ":batch-load"})
    void onlyServicesActForUsers(String verb) {
        save(ada, "strava", token("a"));
        for (String role : List.of("user", "coach", "admin")) {
            post(TestUser.fresh(role), verb, item(ada, "strava", "b"))
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:problem:forbidden"));
        }
        given().contentType(ContentType.JSON)
                .body("{}")
                .urlEncodingEnabled(false)
                .post(PATH + verb)
                .then()
                .statusCode(401);
        assertEquals(List.of("save success strava"), audited(ada));
    }

    @Test
    void batchesOfTheSameUsersInOppositeOrdersDoNotWaitForEachOtherForEver() throws Exception {
        List<TestUser> users = Stream.generate(TestUser::fresh).limit(20).toList();
        try (var services = Executors.newVirtualThreadPerTaskExecutor()) {
            var batches = IntStream.range(0, 24)
                    .mapToObj(i -> services.submit(() -> {
                        List<TestUser> order = new ArrayList<>(users);
                        Collections.shuffle(order);
                        JsonObject[] items = order.stream()
                                .map(user -> i % 3 == 0 ? item(user, "strava") : item(user, "strava", "s" + i))
                                .toArray(JsonObject[]::new);
                        return post(sync, i % 3 == 0 ? ":batch-load" : ":batch", items)
                                .statusCode();
                    }))
                    .toList();
            for (var batch : batches) {
                assertEquals(200, batch.get());
            }
        }
        users.getFirst()
                .request()
                .get(AUDIT + "/verify")
                .then()
                .body("valid", equalTo(true))
                .body("checked", equalTo(24));
    }

    @Test
    void batchOfAMegabyteIsTaken() {
        JsonObject[] items = IntStream.range(0, 500)
                .mapToObj(i -> item(someId(), "strava").put("token", token("x".repeat(2_000))))
                .toArray(JsonObject[]::new);

        post(sync, ":batch", items).then().statusCode(200).body("saved", equalTo(500));
    }
}
