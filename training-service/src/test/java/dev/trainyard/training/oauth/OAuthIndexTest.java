package dev.trainyard.training.oauth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OAuthIndexTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @CsvSource({
        "pk_provider_authorization, take",
        "pk_provider_authorization, add",
        "ix_provider_authorization_expires_at, forget",
        "pk_provider_token, find",
        "pk_token_refresh, find",
        "pk_token_refresh, succeed",
        "ix_provider_token_expires_at, due",
        "ix_provider_token_expires_at, overdue",
        "pk_provider_budget, pause"
    })
    void queryHasItsIndex(String index, String query) throws Exception {
        String sql =
                switch (query) {
                    case "take" -> AuthorizationStore.TAKE;
                    case "add" -> AuthorizationStore.ADD;
                    case "forget" -> AuthorizationStore.FORGET;
                    case "find" -> RefreshStore.FIND;
                    case "succeed" -> RefreshStore.SUCCEED;
                    case "due" -> RefreshStore.DUE;
                    case "overdue" -> RefreshStore.OVERDUE;
                    default -> Budgets.WAIT;
                };
        String plan = Plan.of(database, "training", sql);
        assertTrue(plan.contains(index), plan);
        if (query.equals("due")) {
            // In the order of the index: nothing is sorted however many there are.
            assertTrue(!plan.contains("Sort"), plan);
        }
    }
}
