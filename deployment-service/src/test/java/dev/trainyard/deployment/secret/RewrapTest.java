package dev.trainyard.deployment.secret;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.job.JobRun;
import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RewrapTest {

    @Inject
    Rewrap rewrap;

    @Inject
    SecretStore store;

    @Inject
    Secrets secrets;

    @Inject
    SecretKeys state;

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final String user = "user-" + UUID.randomUUID();
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

    private record KeysOnly(Optional<List<String>> keys) implements VaultConfig {

        @Override
        public Duration rewrapEvery() {
            throw new AssertionError("Nobody asks");
        }
    }

    /** As it was before k1 came. */
    private static SecretCipher former() {
        VaultKeys keys =
                new VaultKeys(new KeysOnly(Optional.of(List.of("k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="))));
        return new SecretCipher(keys, new VaultCipher(keys));
    }

    @BeforeEach
    @AfterEach
    void forgetOthers() throws Exception {
        change("DELETE FROM secret WHERE key_id <> 'k1'");
    }

    private void change(String sql) throws Exception {
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void keptUnderTheFormerKey(int number) {
        for (int i = 0; i < number; i++) {
            // A user has fewer than these in all.
            String name = "s" + i % 150;
            store.put(former().sealed(user + i / 150, name, "\"value of " + i + "\""));
        }
    }

    @Test
    void formerKeyReads() {
        keptUnderTheFormerKey(1);

        assertEquals("value of 0", secrets.find(user + 0, "s0").orElseThrow().textValue());
    }

    @Test
    void secretsComeUnderTheKeyThatWrites() {
        keptUnderTheFormerKey(600);
        SecretView before = store.view(user + 3, "s149").orElseThrow();

        assertEquals(600, rewrap.run(run));
        assertEquals(600, handled);
        assertEquals(0, rewrap.run(run));

        assertEquals("k1", store.find(user + 3, "s149").orElseThrow().keyId());
        assertEquals(
                "value of 599", secrets.find(user + 3, "s149").orElseThrow().textValue());
        assertEquals(before, store.view(user + 3, "s149").orElseThrow());
    }

    @Test
    void secretThatCannotBeReadStaysAndHoldsUpNoOther() throws Exception {
        keptUnderTheFormerKey(3);
        change(
                "UPDATE secret SET value = set_byte(value, 20, 255 - get_byte(value, 20)) WHERE name = 's1' AND user_id = '%s'"
                        .formatted(user + 0));

        assertEquals(2, rewrap.run(run));
        assertEquals("k2", store.find(user + 0, "s1").orElseThrow().keyId());
    }

    @Test
    void secretThatSomebodyIsAboutToChangeIsLeftForTheNextTime() throws Exception {
        keptUnderTheFormerKey(2);
        try (var owner = database.connectAs("deployment_owner");
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("SELECT FROM secret WHERE name = 's0' AND user_id = '%s' FOR UPDATE".formatted(user + 0));
            assertEquals(1, rewrap.run(run));
            owner.rollback();
        }
        assertEquals(1, rewrap.run(run));
    }

    @Test
    void cancelledRunStops() {
        keptUnderTheFormerKey(3);
        cancelled = true;

        assertEquals(0, rewrap.run(run));
    }

    @Test
    void progressIsSeenInMetrics() throws Exception {
        keptUnderTheFormerKey(3);
        change("UPDATE secret SET key_id = 'gone' WHERE name = 's1' AND user_id = '%s'".formatted(user + 0));

        state.look();

        String shown = given().get(management.resolve("/metrics")).asString();
        assertThat(shown, containsString("trainyard_deployment_secrets_rewrap_left{key=\"k2\"} 2.0"));
        assertThat(shown, containsString("trainyard_deployment_secrets_unknown_key 1.0"));
    }
}
