package dev.trainyard.training.token;

import static dev.trainyard.training.token.Tokens.draft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.tokenaudit.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The vault as other features use it. */
@QuarkusTest
class TokenVaultTest {

    private static final Actor JOB = Actor.job("token-test");

    @Inject
    TokenVault vault;

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    private StoredToken load() {
        return vault.load(ada.id(), "strava", JOB).orElseThrow();
    }

    private void tamper(String sql) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.executeUpdate(sql.formatted(ada.id()));
        }
    }

    @Test
    void tokenComesBackAsItWasSaved() {
        vault.save(ada.id(), "strava", draft("one"), JOB);

        StoredToken token = load();

        assertEquals("access-one", token.accessToken());
        assertEquals("refresh-one", token.refreshToken());
    }

    @Test
    void tokenReplacesTheOneThatWasRead() {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        UUID read = load().version();

        boolean replaced = vault.replace(ada.id(), "strava", read, draft("two"), JOB);

        assertTrue(replaced);
        assertEquals("refresh-two", load().refreshToken());
        assertNotEquals(read, load().version());
        assertEquals(
                List.of(
                        "save success strava",
                        "load success strava",
                        "refresh success strava",
                        "load success strava",
                        "load success strava"),
                Tokens.audited(ada));
    }

    @Test
    void tokenThatWasChangedMeanwhileIsNotReplaced() {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        UUID read = load().version();
        vault.save(ada.id(), "strava", draft("two"), JOB);

        boolean replaced = vault.replace(ada.id(), "strava", read, draft("three"), JOB);

        assertFalse(replaced);
        assertEquals("refresh-two", load().refreshToken());
        assertTrue(Tokens.audited(ada).contains("refresh stale strava"));
    }

    @Test
    void tokenThatWasDeletedAndSavedAnewIsAnother() {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        UUID read = load().version();
        vault.delete(ada.id(), "strava", JOB);
        vault.save(ada.id(), "strava", draft("two"), JOB);

        assertFalse(vault.replace(ada.id(), "strava", read, draft("three"), JOB));
    }

    @Test
    void tokenThatIsGoneIsNotReplaced() {
        boolean replaced = vault.replace(ada.id(), "strava", UUID.randomUUID(), draft("one"), JOB);

        assertFalse(replaced);
        assertEquals(Optional.empty(), vault.load(ada.id(), "strava", JOB));
        assertEquals(List.of("refresh not-found strava", "load not-found strava"), Tokens.audited(ada));
    }

    @Test
    void oneOfManyReplacementsWins() throws Exception {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        UUID read = load().version();

        int won = 0;
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = IntStream.range(0, 16)
                    .mapToObj(
                            i -> replicas.submit(() -> vault.replace(ada.id(), "strava", read, draft("new-" + i), JOB)))
                    .toList();
            for (var attempt : attempts) {
                won += attempt.get() ? 1 : 0;
            }
        }

        assertEquals(1, won);
    }

    @Test
    void tokenThatIsNoneIsRefusedAndAudited() {
        TokenDraft broken = new TokenDraft("", null, null, List.of(), null);

        Problem refusal = assertThrows(Problem.class, () -> vault.save(ada.id(), "strava", broken, JOB));

        assertEquals("invalid-input", refusal.code());
        assertEquals(List.of("save invalid-input strava"), Tokens.audited(ada));
    }

    @Test
    void tokenUnderAnUnknownKeyIsUnreadable() throws Exception {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        tamper("UPDATE provider_token SET key_id = 'gone' WHERE user_id = '%s'");

        Problem refusal = assertThrows(Problem.class, () -> vault.load(ada.id(), "strava", JOB));

        assertEquals("token-unreadable", refusal.code());
        assertEquals(List.of("save success strava", "load unreadable strava"), Tokens.audited(ada));
    }

    @Test
    void valueOfAnotherProviderOrColumnIsUnreadable() throws Exception {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        vault.save(ada.id(), "whoop", draft("two"), JOB);
        tamper("""
                UPDATE provider_token t SET access_token = o.access_token FROM provider_token o
                WHERE t.user_id = '%1$s' AND t.provider = 'strava' AND o.user_id = t.user_id AND o.provider = 'whoop'
                """);
        tamper("UPDATE provider_token SET refresh_token = access_token WHERE user_id = '%1$s' AND provider = 'whoop'");

        assertThrows(Problem.class, () -> vault.load(ada.id(), "strava", JOB));
        assertThrows(Problem.class, () -> vault.load(ada.id(), "whoop", JOB));
    }

    @Test
    void failureOfTheDatabaseIsAuditedAndTold() throws Exception {
        vault.save(ada.id(), "strava", draft("one"), JOB);
        List<String> before = new ArrayList<>(Tokens.audited(ada));
        tamper("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
                CREATE TRIGGER refuse BEFORE DELETE ON provider_token
                FOR EACH ROW WHEN (old.user_id = '%s') EXECUTE FUNCTION refuse()
                """);

        assertThrows(RuntimeException.class, () -> vault.delete(ada.id(), "strava", JOB));

        tamper("DROP FUNCTION refuse CASCADE");
        before.add("delete failed strava");
        assertEquals(before, Tokens.audited(ada));
    }

    @Test
    void vaultRefusesToBePartOfAnotherTransaction() {
        assertThrows(
                RuntimeException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> vault.save(ada.id(), "strava", draft("one"), JOB)));
    }
}
