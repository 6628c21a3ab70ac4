package dev.trainyard.training.oauth;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import dev.trainyard.training.oauth.FakeProvider.Reply;
import dev.trainyard.training.webhook.ProviderDeauthorized;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class RefreshTest {

    private static final String TOKEN = "/api/v1/tokens/fake";
    private static final Duration BOUND = Duration.ofSeconds(20);

    FakeProvider provider;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    MeterRegistry metrics;

    @Inject
    Event<ProviderDeauthorized> deauthorized;

    private final TestUser ada = TestUser.fresh();

    /** Ada's account, whose access token ends so long from now. */
    private Account connected(Duration left) throws SQLException {
        Account account = provider.account();
        Connections.saveOld(database, ada, "fake", account, left);
        return account;
    }

    private static Response refresh(TestUser user) {
        return user.request().post(TOKEN + "/refresh");
    }

    private static Response force(TestUser user) {
        return user.request().post(TOKEN + "/refresh?force=true");
    }

    private static Response accessToken(TestUser user) {
        return user.request().get(TOKEN + "/access-token");
    }

    private double counted(String outcome) {
        return metrics.counter("trainyard.training.oauth.refreshes", "provider", "fake", "outcome", outcome)
                .count();
    }

    private void change(String sql) throws SQLException {
        assertEquals(1, Connections.change(database, sql, ada.id()));
    }

    /** As another replica does that asks the provider now. */
    private void leaseToAnother() throws SQLException {
        change("""
                INSERT INTO training.token_refresh (user_id, provider, token_version, lease_owner, lease_until)
                SELECT user_id, provider, version, gen_random_uuid(), now() + interval '1 hour'
                FROM training.provider_token WHERE user_id = ?
                """);
    }

    private boolean isKept(String condition) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT FROM training.token_refresh WHERE user_id = '" + ada.id() + "' AND " + condition)) {
            return row.next();
        }
    }

    @Test
    void tokenThatEndsSoonIsRefreshed() throws SQLException {
        Account account = connected(Duration.ofMinutes(29));
        double before = counted("refreshed");
        Response refreshed = refresh(ada);
        refreshed
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("provider", equalTo("fake"))
                .body("accessToken", equalTo(account.accessToken()))
                .body("scopes[0]", equalTo("read"))
                .body("refreshToken", equalTo(null));
        Instant end = Instant.parse(refreshed.path("expiresAt"));
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofHours(5))), end::toString);
        assertEquals(before + 1, counted("refreshed"));
    }

    @Test
    void rotatedRefreshTokenIsKept() throws SQLException {
        Account account = connected(Duration.ofMinutes(29));
        refresh(ada);
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(account.refreshToken()));
        change("UPDATE training.provider_token SET saved_at = now() - interval '1 hour' WHERE user_id = ?");
        force(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        assertEquals(2, account.calls.size());
    }

    @Test
    void providerIsAskedAsTheStandardSays() throws SQLException {
        Account account = connected(Duration.ofMinutes(29));
        String first = account.refreshToken();
        refresh(ada);
        assertEquals("refresh_token", account.calls.getFirst().get("grant_type"));
        assertEquals(first, account.calls.getFirst().get("refresh_token"));
        assertEquals("fake-client", account.calls.getFirst().get("client_id"));
        assertEquals(FakeProvider.SECRET, account.calls.getFirst().get("client_secret"));
    }

    @Test
    void moreIsSaidWhereItIsConfigured() {
        Account account = provider.account();
        Connections.save(ada, "basic", account, Duration.ofSeconds(-1));
        ada.request().post("/api/v1/tokens/basic/refresh").then().statusCode(200);
        assertEquals("offline", account.calls.getFirst().get("scope"));
    }

    @Test
    void tokenThatIsGoodForLongIsNotRefreshed() throws SQLException {
        Account account = connected(Duration.ofMinutes(31));
        refresh(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        accessToken(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        assertEquals(0, account.calls.size());
    }

    @Test
    void shortLivedTokenIsNotRefreshedBeforeHalfOfItsTime() throws SQLException {
        Account account = provider.account();
        Connections.save(ada, "fake", account, Duration.ofMinutes(10));
        accessToken(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        change("UPDATE training.provider_token SET saved_at = now() - interval '11 minutes' WHERE user_id = ?");
        accessToken(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        assertEquals(1, account.calls.size());
    }

    @Test
    void forceRefreshesAnyToken() throws SQLException {
        Account account = connected(Duration.ofHours(5));
        force(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        assertEquals(1, account.calls.size());
    }

    @Test
    void forceDoesNotRefreshWhatIsNew() {
        Account account = provider.account();
        Connections.save(ada, "fake", account, Duration.ofHours(6));
        force(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        assertEquals(0, account.calls.size());
    }

    @Test
    void refreshTokenThatTheProviderDoesNotRotateStays() throws SQLException {
        Account account = connected(Duration.ofMinutes(29));
        account.next(Reply.of(200, "{\"access_token\":\"next-access\",\"expires_in\":\"3600\"}"));
        String first = account.refreshToken();
        refresh(ada).then().statusCode(200).body("accessToken", equalTo("next-access"));
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"a\",\"access_token\":\"odd\",\"refresh_token\":\"next\",\"expires_in\":21600}",
                "{\"access_token\":\"odd\",\"refresh_token\":\"next\",\"expires_in\":21600.0,\"more\":[{}]} and more",
                "{\"access_token\":\"odd\",\"refresh_token\":\"next\",\"expires_in\":\"21600\",\"token_type\":7}"
            })
    void oddAnswerIsTakenSinceThereIsNoOther(String body) throws SQLException {
        connected(Duration.ofSeconds(-1)).next(Reply.of(200, body));
        Instant end = Instant.parse(refresh(ada)
                .then()
                .statusCode(200)
                .body("accessToken", equalTo("odd"))
                .extract()
                .path("expiresAt"));
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofHours(5))), end::toString);
        ada.request().get(TOKEN).then().body("refreshToken", equalTo("next"));
    }

    @Test
    void loadingAnAccessTokenRefreshesIt() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        accessToken(ada)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("accessToken", equalTo(account.accessToken()));
    }

    @Test
    void loadingTakesTheOldOneAsLongAsItIsGood() throws SQLException {
        Account account = connected(Duration.ofMinutes(10));
        account.next(Reply.of(500, "{}"));
        accessToken(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        assertEquals(1, account.calls.size());
    }

    @Test
    void loadingDoesNotGiveWhatIsNotGood() throws SQLException {
        Account account = connected(Duration.ofSeconds(30));
        account.next(Reply.of(500, "{}"));
        accessToken(ada).then().statusCode(503).body("type", equalTo("urn:problem:provider-unavailable"));
    }

    @Test
    void refreshIsAudited() throws SQLException {
        connected(Duration.ofMinutes(29));
        refresh(ada);
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items.find { it.operation == 'refresh' }.outcome", equalTo("success"))
                .body("items.find { it.operation == 'refresh' }.actor", equalTo(ada.id()));
        ada.request().get("/api/v1/token-audit/verify").then().body("valid", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_grant\"} | invalid_grant",
                "400 | {\"message\":\"Bad Request\",\"errors\":[{\"resource\":\"RefreshToken\",\"field\":\"refresh_token\",\"code\":\"invalid\"}]} | status-400"
            })
    void deadRefreshTokenNeedsItsUser(int status, String body, String audited) throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        account.next(Reply.of(status, body));
        refresh(ada).then().statusCode(409).body("type", equalTo("urn:problem:reauthorization-required"));
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].operation", equalTo("refresh"))
                .body("items[0].outcome", equalTo("reauthorization-required"))
                .body("items[0].details", equalTo(audited));
        ada.request()
                .get("/api/v1/tokens/providers")
                .then()
                .body("items.find { it.name == 'fake' }.reauthorizationRequired", equalTo(true));
        // And nobody asks again, whatever time passes.
        change("UPDATE training.token_refresh SET retry_at = now() - interval '1 day' WHERE user_id = ?");
        refresh(ada).then().statusCode(409);
        force(ada).then().statusCode(409);
        accessToken(ada).then().statusCode(409).body("type", equalTo("urn:problem:reauthorization-required"));
        assertEquals(1, account.calls.size());
    }

    @Test
    void anotherTokenEndsTheNeedForItsUser() throws SQLException {
        connected(Duration.ofSeconds(-1)).next(Reply.of(400, "{\"error\":\"invalid_grant\"}"));
        refresh(ada).then().statusCode(409);
        Account account = connected(Duration.ofSeconds(-1));
        ada.request()
                .get("/api/v1/tokens/providers")
                .then()
                .body("items.find { it.name == 'fake' }.reauthorizationRequired", equalTo(false));
        refresh(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
    }

    @Test
    void withdrawnPermissionNeedsItsUser() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        withdraw(Instant.now());
        refresh(ada).then().statusCode(409).body("type", equalTo("urn:problem:reauthorization-required"));
        assertEquals(0, account.calls.size());
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].operation", equalTo("deauthorize"))
                .body("items[0].actor", equalTo("webhook"));
    }

    @Test
    void permissionThatWasWithdrawnBeforeTheTokenIsGood() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        withdraw(Instant.now().minus(Duration.ofHours(7)));
        refresh(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
    }

    private void withdraw(Instant at) {
        QuarkusTransaction.requiringNew().run(() -> deauthorized.fire(new ProviderDeauthorized(ada.id(), "fake", at)));
    }

    @ParameterizedTest
    @CsvSource({"500,{},503,provider-unavailable", "200,{},503,provider-unavailable", "401,{},502,provider-refused"})
    void failureIsToldAuditedAndNotTriedAgainAtOnce(int said, String body, int status, String code)
            throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        account.next(Reply.of(said, body));
        double before = counted(code);
        refresh(ada).then().statusCode(status).body("type", equalTo("urn:problem:" + code));
        refresh(ada).then().statusCode(status).body("type", equalTo("urn:problem:" + code));
        assertEquals(1, account.calls.size());
        assertEquals(before + 1, counted(code));
        ada.request().get("/api/v1/token-audit").then().body("items[0].outcome", equalTo(code));
        assertTrue(isKept("attempts = 1 AND retry_at BETWEEN now() AND now() + interval '30 seconds'"));
    }

    @Test
    void eachFailureWaitsTwiceAsLong() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        account.next(Reply.of(503, "{}"));
        account.next(Reply.of(503, "{}"));
        refresh(ada).then().statusCode(503);
        change("UPDATE training.token_refresh SET retry_at = now() WHERE user_id = ?");
        refresh(ada).then().statusCode(503);
        assertTrue(isKept(
                "attempts = 2 AND retry_at BETWEEN now() + interval '20 seconds' AND now() + interval '1 minute'"));
        change("UPDATE training.token_refresh SET retry_at = now() WHERE user_id = ?");
        refresh(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        assertTrue(!isKept("true"));
    }

    @Test
    void providerSaysHowLongToWait() throws SQLException {
        connected(Duration.ofSeconds(-1)).next(Reply.of(503, "{}", "Retry-After", "7200"));
        refresh(ada).then().statusCode(503).header("Retry-After", "7201");
        assertTrue(isKept("retry_at > now() + interval '7100 seconds'"));
    }

    @Test
    void tokenWithoutARefreshTokenIsNotRefreshable() {
        ada.sends("{\"accessToken\":\"only\",\"expiresAt\":\"2026-01-01T00:00:00Z\"}")
                .put(TOKEN);
        refresh(ada).then().statusCode(409).body("type", equalTo("urn:problem:not-refreshable"));
        accessToken(ada).then().statusCode(409).body("type", equalTo("urn:problem:not-refreshable"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneOfManyAsksTheProviderAndAllGetWhatItGot(boolean force) throws Exception {
        Account account = connected(Duration.ofMinutes(29));
        CountDownLatch answer = new CountDownLatch(1);
        account.before(() -> answer.await(10, TimeUnit.SECONDS));
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            var refreshes = IntStream.range(0, 20)
                    .mapToObj(i -> users.submit(() -> force ? force(ada) : refresh(ada)))
                    .toList();
            await().atMost(BOUND).until(() -> account.calls.size() == 1);
            answer.countDown();
            for (Future<Response> one : refreshes) {
                one.get().then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
            }
        }
        assertEquals(1, account.calls.size());
    }

    @Test
    void whoComesSecondGetsWhatAnotherReplicaGot() throws Exception {
        Account account = connected(Duration.ofMinutes(29));
        leaseToAnother();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> waiting = users.submit(() -> refresh(ada));
            ada.sends("{\"accessToken\":\"of-another-replica\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}")
                    .put(TOKEN)
                    .then()
                    .statusCode(200);
            waiting.get().then().statusCode(200).body("accessToken", equalTo("of-another-replica"));
        }
        assertEquals(0, account.calls.size());
    }

    @Test
    void whoComesSecondHearsOfTheFailure() throws Exception {
        Account account = connected(Duration.ofSeconds(-1));
        leaseToAnother();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> waiting = users.submit(() -> refresh(ada));
            change("""
                    UPDATE training.token_refresh SET lease_owner = NULL, lease_until = NULL, attempts = 1,
                        failure = 'provider-unavailable', provider_code = 'status-500', retry_at = now() + interval '1 hour'
                    WHERE user_id = ?
                    """);
            waiting.get().then().statusCode(503).body("type", equalTo("urn:problem:provider-unavailable"));
        }
        assertEquals(0, account.calls.size());
    }

    @Test
    void nobodyWaitsForEver() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        leaseToAnother();
        refresh(ada)
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:problem:refresh-in-progress"));
        assertEquals(0, account.calls.size());
    }

    @Test
    void leaseOfTheDeadIsTakenOver() throws Exception {
        Account account = connected(Duration.ofSeconds(-1));
        leaseToAnother();
        double before = metrics.counter("trainyard.training.oauth.abandoned", "provider", "fake")
                .count();
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> waiting = users.submit(() -> refresh(ada));
            change("UPDATE training.token_refresh SET lease_until = now() WHERE user_id = ?");
            waiting.get().then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        }
        assertEquals(
                before + 1,
                metrics.counter("trainyard.training.oauth.abandoned", "provider", "fake")
                        .count());
    }

    @Test
    void whoLostItsLeaseGetsWhatTheOtherGot() throws Exception {
        Account account = connected(Duration.ofSeconds(-1));
        CountDownLatch slow = new CountDownLatch(1);
        account.before(() -> {
            if (account.calls.size() == 1) {
                slow.await(2, TimeUnit.SECONDS);
            }
        });
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> first = users.submit(() -> refresh(ada));
            await().atMost(BOUND).until(() -> account.calls.size() == 1);
            change("UPDATE training.token_refresh SET lease_until = now() WHERE user_id = ?");
            refresh(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
            slow.countDown();
            // For the provider it was the second to spend the same refresh token.
            first.get().then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        }
        assertEquals(2, account.calls.size());
        ada.request()
                .get("/api/v1/tokens/providers")
                .then()
                .body("items.find { it.name == 'fake' }.reauthorizationRequired", equalTo(false));
    }

    @Test
    void failureDoesNotMatterWhenItsUserHasSavedAnotherTokenMeanwhile() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        Account other = provider.account();
        account.before(() -> Connections.save(ada, "fake", other, Duration.ofHours(6)));
        account.next(Reply.of(500, "{}"));
        refresh(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(other.refreshToken()));
    }

    @Test
    void noConnectionIsHeldWhileProvidersThink() throws Exception {
        int moreThanThePoolHas = 15;
        CountDownLatch answer = new CountDownLatch(1);
        List<TestUser> users =
                Stream.generate(TestUser::fresh).limit(moreThanThePoolHas).toList();
        List<Account> accounts = new ArrayList<>();
        for (TestUser user : users) {
            Account account = provider.account();
            account.before(() -> answer.await(2, TimeUnit.SECONDS));
            Connections.saveOld(database, user, "fake", account, Duration.ofSeconds(-1));
            accounts.add(account);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> refreshes = users.stream()
                    .map(user -> threads.submit(() -> refresh(user)))
                    .toList();
            await().atMost(BOUND).until(() -> accounts.stream().allMatch(account -> account.calls.size() == 1));
            ada.request().get("/api/v1/tokens/providers").then().statusCode(200);
            answer.countDown();
            for (Future<Response> one : refreshes) {
                one.get().then().statusCode(200);
            }
        }
    }

    @Test
    void whatItsUserSavesMeanwhileStays() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        Account other = provider.account();
        account.before(() -> Connections.save(ada, "fake", other, Duration.ofHours(6)));
        double before = counted("superseded");
        refresh(ada).then().statusCode(200).body("accessToken", equalTo("first-access"));
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(other.refreshToken()));
        assertEquals(before + 1, counted("superseded"));
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items.find { it.operation == 'refresh' }.outcome", equalTo("stale"));
    }

    @Test
    void spentRefreshTokenThatIsSavedAgainMeanwhileDoesNotStay() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        String spent = account.refreshToken();
        account.before(() -> Connections.save(ada, "fake", spent, Duration.ofSeconds(-1)));
        refresh(ada).then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(account.refreshToken()));
    }

    @Test
    void tokenThatIsDeletedMeanwhileStaysDeleted() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        account.before(() -> ada.request().delete(TOKEN).then().statusCode(204));
        refresh(ada).then().statusCode(404);
        ada.request().get(TOKEN).then().statusCode(404);
    }

    @Test
    void answerIsSavedThoughTheDatabaseDoesNotTakeItAtFirst() throws Exception {
        Account account = connected(Duration.ofSeconds(-1));
        account.before(this::refuseUpdates);
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> refreshing = users.submit(() -> refresh(ada));
            await().atMost(BOUND).until(() -> account.calls.size() == 1 && refused() >= 2);
            assertEquals(
                    1, metrics.get("trainyard.training.oauth.unsaved").gauge().value());
            takeUpdates();
            refreshing.get().then().statusCode(200).body("accessToken", equalTo(account.accessToken()));
        }
        ada.request().get(TOKEN).then().body("refreshToken", equalTo(account.refreshToken()));
        assertEquals(1, account.calls.size());
    }

    /** The database does not take changes of Ada's token from now on. How often is counted where nothing is rolled back. */
    private void refuseUpdates() throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SEQUENCE training.refused");
            statement.execute("""
                    CREATE FUNCTION training.refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    $$ BEGIN PERFORM nextval('training.refused'); RAISE 'not now' USING ERRCODE = '57P03'; END $$
                    """);
            statement.execute("CREATE TRIGGER refuse BEFORE UPDATE ON training.provider_token FOR EACH ROW"
                    + " WHEN (old.user_id = '" + ada.id() + "') EXECUTE FUNCTION training.refuse()");
        }
    }

    private long refused() throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM training.refused")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void takeUpdates() throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP FUNCTION training.refuse() CASCADE");
            statement.execute("DROP SEQUENCE training.refused");
        }
    }

    @Test
    void answerIsSavedThoughWhoeverAskedIsGone() throws Exception {
        Account account = connected(Duration.ofSeconds(-1));

        account.before(this::refuseUpdates);
        try (var users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> refreshing = users.submit(() -> refresh(ada));
            refreshing.get().then().statusCode(503).body("type", equalTo("urn:problem:refresh-in-progress"));
        }
        takeUpdates();
        await().atMost(BOUND)
                .until(() -> ada.request().get(TOKEN).path("refreshToken").equals(account.refreshToken()));
        assertEquals(1, account.calls.size());
    }

    @Test
    void tokenOfSomebodyElseIsNotFound() throws SQLException {
        Account account = connected(Duration.ofSeconds(-1));
        TestUser stranger = TestUser.fresh();
        refresh(stranger).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        force(stranger).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        accessToken(stranger).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        assertEquals(0, account.calls.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "true,true"})
    void forceIsTrueOrFalse(String force) {
        ada.request()
                .post(TOKEN + "/refresh?force=" + force)
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("force"));
    }

    @Test
    void providerHasToBeThereAndOn() {
        ada.request().post("/api/v1/tokens/none/refresh").then().statusCode(404);
        ada.request().get("/api/v1/tokens/none/access-token").then().statusCode(404);
        ada.request()
                .post("/api/v1/tokens/off/refresh")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:not-configured"));
    }

    @Test
    void callersAreKnown() {
        RestAssured.post(TOKEN + "/refresh").then().statusCode(401);
        RestAssured.get(TOKEN + "/access-token").then().statusCode(401);
    }
}
