package dev.trainyard.training.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.job.JobRun;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.tokenaudit.Actor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RewrapTest {

    private static final String K2 = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    @Inject
    Rewrap rewrap;

    @Inject
    TokenStore store;

    @Inject
    TokenVault vault;

    @Inject
    VaultState state;

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    /** As it was before k1 came. */
    private final TokenCipher former = KeysOnly.cipher(K2);

    private long handled;
    private boolean cancelled;

    private final JobRun run = new JobRun() {

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void handled(long rows) {
            handled += rows;
        }
    };

    @BeforeEach
    @AfterEach
    void forgetTokens() throws Exception {
        tamper("DELETE FROM provider_token WHERE key_id <> 'k1'");
    }

    private void tamper(String sql) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<TokenReference> savedUnderTheFormerKey(int tokens) {
        List<TokenReference> places = IntStream.range(0, tokens)
                .mapToObj(i -> new TokenReference("user-" + UUID.randomUUID(), "strava"))
                .toList();
        store.put(places.stream()
                .map(of -> former.sealed(of, Tokens.draft(of.user())))
                .toList());
        return places;
    }

    @Test
    void formerKeyReads() {
        TokenReference of = savedUnderTheFormerKey(1).getFirst();

        StoredToken token = vault.load(of.user(), "strava", Actor.job("test")).orElseThrow();

        assertEquals("access-" + of.user(), token.accessToken());
    }

    @Test
    void tokensComeUnderTheKeyThatWrites() {
        List<TokenReference> places = savedUnderTheFormerKey(1_100);
        List<StoredRow> before = store.find(places);

        long rewrapped = rewrap.run(run);

        assertEquals(1_100, rewrapped);
        assertEquals(1_100, handled);
        List<StoredRow> after = store.find(places);
        for (int i = 0; i < places.size(); i++) {
            assertEquals("k1", after.get(i).token().keyId());
            assertEquals(before.get(i).version(), after.get(i).version());
            assertEquals(before.get(i).savedAt(), after.get(i).savedAt());
        }
        StoredToken token =
                vault.load(places.getLast().user(), "strava", Actor.job("test")).orElseThrow();
        assertEquals("access-" + places.getLast().user(), token.accessToken());
        assertEquals("refresh-" + places.getLast().user(), token.refreshToken());
    }

    @Test
    void nothingIsDoneTwice() {
        savedUnderTheFormerKey(3);
        rewrap.run(run);

        assertEquals(0, rewrap.run(run));
    }

    @Test
    void tokenThatCannotBeReadStaysAndHoldsUpNoOther() throws Exception {
        List<TokenReference> places = savedUnderTheFormerKey(3);
        tamper("UPDATE provider_token SET access_token = refresh_token WHERE user_id = '%s'"
                .formatted(places.get(1).user()));

        assertEquals(2, rewrap.run(run));
        assertEquals(0, rewrap.run(run));
        assertEquals("k2", store.find(places).get(1).token().keyId());
    }

    @Test
    void tokenThatSomebodyIsAboutToChangeIsLeftForTheNextTime() throws Exception {
        List<TokenReference> places = savedUnderTheFormerKey(2);
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("SELECT FROM provider_token WHERE user_id = '%s' FOR UPDATE"
                    .formatted(places.getFirst().user()));
            assertEquals(1, rewrap.run(run));
            owner.rollback();
        }
        assertEquals(1, rewrap.run(run));
    }

    @Test
    void cancelledRunStops() {
        savedUnderTheFormerKey(3);
        cancelled = true;

        assertEquals(0, rewrap.run(run));
    }

    @Test
    void progressIsSeenByMetricsAndAdmins() throws Exception {
        savedUnderTheFormerKey(3);
        TokenReference lost = savedUnderTheFormerKey(1).getFirst();
        tamper("UPDATE provider_token SET key_id = 'gone' WHERE user_id = '%s'".formatted(lost.user()));
        state.look();

        String metrics = given().get(management.resolve("/metrics")).asString();
        assertThat(metrics, containsString("trainyard_training_vault_rewrap_left{key=\"k2\"} 3.0"));
        assertThat(metrics, containsString("trainyard_training_vault_unknown_key 1.0"));
        TestUser.fresh("admin")
                .request()
                .get(management.resolve("/monitoring/vault"))
                .then()
                .statusCode(200)
                .body("writingKey", equalTo("k1"))
                .body("left", equalTo(4))
                .body("keys.find { it.id == 'k1' }.role", equalTo("writing"))
                .body("keys.find { it.id == 'k2' }.role", equalTo("former"))
                .body("keys.find { it.id == 'k2' }.tokens", equalTo(3))
                .body("keys.find { it.id == 'gone' }.role", equalTo("unknown"))
                .body("keys.find { it.id == 'gone' }.tokens", equalTo(1));
    }

    @Test
    void progressIsForAdminsOnly() {
        given().get(management.resolve("/monitoring/vault")).then().statusCode(401);
        for (String role : List.of("user", "service")) {
            TestUser.fresh(role)
                    .request()
                    .get(management.resolve("/monitoring/vault"))
                    .then()
                    .statusCode(403);
        }
    }
}
