package dev.trainyard.training.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokenIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    /** In an empty table any index would do. */
    @BeforeEach
    void fill() throws Exception {
        run("""
                INSERT INTO provider_token (user_id, provider, key_id, access_token, scopes)
                SELECT 'indexed ' || n / 2, 'p' || n % 2, 'i' || n % 50, sha256(n::text::bytea), ''
                FROM generate_series(1, 4000) n
                """);
        run("ANALYZE provider_token");
    }

    @AfterEach
    void empty() throws Exception {
        run("DELETE FROM provider_token WHERE key_id LIKE 'i%'");
    }

    private void run(String sql) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void tokensToLoadAreFoundByTheirKey() throws Exception {
        String plan = Plan.of(database, "training", TokenStore.FIND);
        assertThat(plan, containsString("Index Scan using pk_provider_token"));
        assertThat(plan, containsString("(user_id = wanted.user_id) AND (provider = wanted.provider)"));
    }

    @Test
    void listIsReadInTheOrderOfTheKey() throws Exception {
        String plan = Plan.of(database, "training", TokenStore.LIST);
        assertThat(plan, containsString("Index Scan using pk_provider_token"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void tokensUnderAKeyAreReadInTheOrderOfItsIndex() throws Exception {
        String plan = Plan.of(database, "training", RewrapStore.TAKE);
        assertThat(plan, containsString("Index Scan using ix_provider_token_key"));
        assertThat(plan, containsString("ROW(user_id, provider) > ROW("));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void tokensUnderOtherKeysAreCountedByTheIndexAlone() throws Exception {
        String plan = Plan.of(database, "training", RewrapStore.COUNT_OTHERS);
        assertThat(plan, containsString("Index Only Scan using ix_provider_token_key"));
        assertThat(plan, containsString("Index Cond: (key_id <"));
        assertThat(plan, containsString("Index Cond: (key_id >"));
    }
}
