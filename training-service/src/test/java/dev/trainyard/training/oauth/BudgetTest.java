package dev.trainyard.training.oauth;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import dev.trainyard.training.oauth.FakeProvider.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of provider "limited", which takes 5 calls in a long period and 100 in a longer one, from all users together. */
@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class BudgetTest {

    FakeProvider provider;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Budgets budgets;

    @Inject
    Providers providers;

    @Inject
    ProviderFigures figures;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void nothingIsTaken() throws SQLException {
        Connections.change(database, "DELETE FROM training.provider_budget WHERE provider IN ('limited', 'strict')");
    }

    private Account connected(TestUser user, String name) throws SQLException {
        Account account = provider.account();
        Connections.saveOld(database, user, name, account, Duration.ofSeconds(-1));
        return account;
    }

    private static Response refresh(TestUser user, String name) {
        return user.request().post("/api/v1/tokens/" + name + "/refresh?force=true");
    }

    private Provider limited() {
        return providers.require("limited");
    }

    private int taken(Urgency urgency, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(i -> budgets.take(limited(), urgency).isEmpty())
                .count();
    }

    @Test
    void callsAreThoseOfAllUsersTogether() throws SQLException {
        for (int i = 0; i < 5; i++) {
            TestUser user = TestUser.fresh();
            connected(user, "limited");
            refresh(user, "limited").then().statusCode(200);
        }
        TestUser sixth = TestUser.fresh();
        Account account = connected(sixth, "limited");
        Response refused = refresh(sixth, "limited");
        refused.then().statusCode(503).body("type", equalTo("urn:problem:provider-busy"));
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        assertEquals(0, account.calls.size());
    }

    @Test
    void manyAtOnceTakeNoMoreThanThereIs() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = IntStream.range(0, 30)
                    .mapToObj(i -> callers.submit(() -> budgets.take(limited(), Urgency.INTERACTIVE)))
                    .toList();
            int given = 0;
            for (var one : taken) {
                given += one.get().isEmpty() ? 1 : 0;
            }
            assertEquals(5, given);
        }
        assertEquals(Map.of("long", 0, "longer", 95), budgets.left(limited()));
    }

    @Test
    void backgroundLeavesAFifthToThoseWhoWait() {
        assertEquals(4, taken(Urgency.BACKGROUND, 10));
        assertEquals(1, taken(Urgency.INTERACTIVE, 10));
    }

    @Test
    void newWindowBeginsAnew() throws SQLException {
        assertEquals(5, taken(Urgency.INTERACTIVE, 10));
        Connections.change(
                database,
                "UPDATE training.provider_budget SET started_at[1] = started_at[1] - make_interval(secs => seconds[1])"
                        + " WHERE provider = 'limited'");
        assertEquals(Map.of("long", 5, "longer", 95), budgets.left(limited()));
        assertEquals(5, taken(Urgency.INTERACTIVE, 10));
        assertEquals(Map.of("long", 0, "longer", 90), budgets.left(limited()));
    }

    @Test
    void callIsTakenFromAllWindowsOrNone() throws SQLException {
        taken(Urgency.INTERACTIVE, 1);
        Connections.change(database, "UPDATE training.provider_budget SET taken[2] = 100 WHERE provider = 'limited'");
        assertEquals(0, taken(Urgency.INTERACTIVE, 1));
        assertEquals(Map.of("long", 4, "longer", 0), budgets.left(limited()));
    }

    @Test
    void waitIsToTheEndOfTheWindow() throws SQLException {
        taken(Urgency.INTERACTIVE, 5);
        long end = (Math.floorDiv(Instant.now().getEpochSecond(), 864_000_000L) + 1) * 864_000_000L;
        long wait = budgets.take(limited(), Urgency.INTERACTIVE).orElseThrow().toSeconds();
        long left = end - Instant.now().getEpochSecond();
        assertTrue(Math.abs(wait - left) <= 5, () -> wait + " of " + left);
    }

    @Test
    void connectingTakesACallToo() {
        taken(Urgency.INTERACTIVE, 5);
        TestUser ada = TestUser.fresh();
        Response begun = ada.sends("{\"redirectUri\":\"" + FakeProvider.REDIRECT + "\"}")
                .post("/api/v1/tokens/limited/authorization");
        String url = begun.path("authorizationUrl");
        Account account = provider.account();
        String state = FakeProvider.form(URI.create(url).getRawQuery()).get("state");
        ada.sends("{\"state\":\"" + state + "\",\"code\":\"" + provider.consent(url, account) + "\"}")
                .post("/api/v1/tokens/limited/authorization/callback")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:problem:provider-busy"));
        assertEquals(0, account.calls.size());
    }

    @Test
    void providerThatWantsFewerCallsIsLeftAloneByAll() throws SQLException {
        TestUser ada = TestUser.fresh();
        connected(ada, "strict").next(Reply.of(429, "{}", "Retry-After", "1000"));
        TestUser bob = TestUser.fresh();
        Account bobs = connected(bob, "strict");
        refresh(ada, "strict")
                .then()
                .statusCode(503)
                .header("Retry-After", "1001")
                .body("type", equalTo("urn:problem:provider-busy"));
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].outcome", equalTo("provider-unavailable"))
                .body("items[0].details", equalTo("status-429"));
        refresh(bob, "strict").then().statusCode(503).body("type", equalTo("urn:problem:provider-busy"));
        assertEquals(0, bobs.calls.size());

        Connections.change(
                database, "UPDATE training.provider_budget SET paused_until = now() WHERE provider = 'strict'");
        refresh(ada, "strict").then().statusCode(200);
        refresh(bob, "strict").then().statusCode(200);
    }

    @Test
    void whatIsLeftIsMeasured() {
        taken(Urgency.INTERACTIVE, 2);
        figures.read();
        assertEquals(
                3,
                metrics.get("trainyard.training.oauth.budget.left")
                        .tags("provider", "limited", "window", "long")
                        .gauge()
                        .value());
    }
}
