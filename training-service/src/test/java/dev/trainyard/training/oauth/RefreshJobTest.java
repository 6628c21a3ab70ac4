package dev.trainyard.training.oauth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.job.JobRun;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import dev.trainyard.training.oauth.FakeProvider.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class RefreshJobTest {

    private static final String NAME = "background";

    FakeProvider provider;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    RefreshJob job;

    @Inject
    ForgottenAuthorizations forgotten;

    @Inject
    ProviderFigures figures;

    @Inject
    MeterRegistry metrics;

    private final TestUser ada = TestUser.fresh();

    private record Run(boolean isCancelled, AtomicLong rows) implements JobRun {

        @Override
        public void handled(long more) {
            rows.addAndGet(more);
        }
    }

    /** The job is for all users: those of other tests are out of its way. */
    @BeforeEach
    void nobodyElseIsDue() throws SQLException {
        Connections.change(database, "DELETE FROM training.provider_token");
        Connections.change(database, "DELETE FROM training.provider_budget");
    }

    private Account connected(TestUser user, Duration left) throws SQLException {
        Account account = provider.account();
        Connections.saveOld(database, user, NAME, account, left);
        return account;
    }

    private long run() throws Exception {
        Run run = new Run(false, new AtomicLong());
        long rows = job.run(run);
        assertEquals(rows, run.rows().get());
        return rows;
    }

    @Test
    void tokenThatEndsWithinHalfAnHourIsRefreshed() throws Exception {
        Account account = connected(ada, Duration.ofMinutes(29));
        assertEquals(1, run());
        ada.request()
                .get("/api/v1/tokens/" + NAME)
                .then()
                .body("accessToken", equalTo(account.accessToken()))
                .body("refreshToken", equalTo(account.refreshToken()));
    }

    @Test
    void refreshIsAuditedAsTheJobs() throws Exception {
        connected(ada, Duration.ofMinutes(29));
        run();
        ada.request()
                .get("/api/v1/token-audit")
                .then()
                .body("items[0].operation", equalTo("refresh"))
                .body("items[0].outcome", equalTo("success"))
                .body("items[0].actor", equalTo("refresh-tokens"))
                .body("items[0].clientAddress", nullValue());
    }

    @Test
    void othersAreLeftAlone() throws Exception {
        Account later = connected(ada, Duration.ofMinutes(31));
        ada.sends("{\"accessToken\":\"endless\",\"refreshToken\":\"r\"}").put("/api/v1/tokens/fake");
        ada.sends("{\"accessToken\":\"only\",\"expiresAt\":\"2026-01-01T00:00:00Z\"}")
                .put("/api/v1/tokens/basic");
        ada.sends("{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expiresAt\":\"2026-01-01T00:00:00Z\"}")
                .put("/api/v1/tokens/off");
        assertEquals(0, run());
        assertEquals(0, later.calls.size());
    }

    @Test
    void allUsersAreRefreshedPageByPage() throws Exception {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            accounts.add(connected(TestUser.fresh(), Duration.ofMinutes(i % 3)));
        }
        assertEquals(120, run());
        assertTrue(accounts.stream().allMatch(account -> account.calls.size() == 1));
        assertEquals(0, run());
    }

    @Test
    void failureOfOneIsNotThatOfOthers() throws Exception {
        Account broken = connected(ada, Duration.ofSeconds(-10));
        broken.next(Reply.of(500, "{}"));
        TestUser bob = TestUser.fresh();
        Account fine = connected(bob, Duration.ofMinutes(5));
        assertEquals(1, run());
        bob.request().get("/api/v1/tokens/" + NAME).then().body("accessToken", equalTo(fine.accessToken()));
        // Not before its time.
        assertEquals(0, run());
        assertEquals(1, broken.calls.size());
        Connections.change(database, "UPDATE training.token_refresh SET retry_at = now() WHERE user_id = ?", ada.id());
        assertEquals(1, run());
    }

    @Test
    void faultOfOneIsNotThatOfOthers() throws Exception {
        connected(ada, Duration.ofSeconds(-10));
        TestUser bob = TestUser.fresh();
        Account fine = connected(bob, Duration.ofMinutes(5));
        execute("""
                CREATE FUNCTION training.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$
                """);
        execute("CREATE TRIGGER fail BEFORE DELETE ON training.token_refresh FOR EACH ROW WHEN (old.user_id = '"
                + ada.id() + "') EXECUTE FUNCTION training.fail()");
        try {
            assertEquals(1, run());
        } finally {
            execute("DROP FUNCTION training.fail() CASCADE");
        }
        bob.request().get("/api/v1/tokens/" + NAME).then().body("accessToken", equalTo(fine.accessToken()));
    }

    private void execute(String sql) throws SQLException {
        Connections.change(database, sql);
    }

    @Test
    void deadRefreshTokenIsAskedOnce() throws Exception {
        Account account = connected(ada, Duration.ofSeconds(-1));
        account.next(Reply.of(400, "{\"error\":\"invalid_grant\"}"));
        assertEquals(0, run());
        Connections.change(
                database,
                "UPDATE training.token_refresh SET retry_at = now() - interval '1 day' WHERE user_id = ?",
                ada.id());
        assertEquals(0, run());
        assertEquals(1, account.calls.size());
        figures.read();
        assertEquals(1, gauge("awaiting.reauthorization"));
        assertEquals(0, gauge("overdue"));
    }

    @Test
    void providerThatWantsFewerCallsEndsItsTurn() throws Exception {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Account account = connected(TestUser.fresh(), Duration.ofSeconds(-1));
            account.next(Reply.of(429, "{}", "Retry-After", "60"));
            accounts.add(account);
        }
        assertEquals(0, run());
        long asked =
                accounts.stream().filter(account -> !account.calls.isEmpty()).count();
        // Those that were under way already, four at most.
        assertTrue(asked >= 1 && asked <= 4, () -> asked + " were asked");
    }

    @Test
    void leasedOneIsLeftToWhomHasIt() throws Exception {
        Account account = connected(ada, Duration.ofSeconds(-1));
        Connections.change(database, """
                        INSERT INTO training.token_refresh (user_id, provider, token_version, lease_owner, lease_until)
                        SELECT user_id, provider, version, gen_random_uuid(), now() + interval '1 hour'
                        FROM training.provider_token WHERE user_id = ?
                        """, ada.id());
        assertEquals(0, run());
        Connections.change(
                database, "UPDATE training.token_refresh SET lease_until = now() WHERE user_id = ?", ada.id());
        assertEquals(1, run());
        assertEquals(1, account.calls.size());
    }

    @Test
    void cancelledRunStops() throws Exception {
        Account account = connected(ada, Duration.ofSeconds(-1));
        assertEquals(0, job.run(new Run(true, new AtomicLong())));
        assertEquals(0, account.calls.size());
    }

    @Test
    void unreadableTokenIsNotAskedFor() throws Exception {
        Account account = connected(ada, Duration.ofSeconds(-1));
        Connections.change(database, "UPDATE training.provider_token SET key_id = 'lost' WHERE user_id = ?", ada.id());
        assertEquals(0, run());
        assertEquals(0, account.calls.size());
        ada.request()
                .post("/api/v1/tokens/" + NAME + "/refresh")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:token-unreadable"));
    }

    @Test
    void lateRefreshIsMeasured() throws Exception {
        connected(ada, Duration.ofMinutes(-10));
        figures.read();
        assertTrue(gauge("overdue") >= 40 * 60 && gauge("overdue") < 41 * 60, () -> gauge("overdue") + " seconds");
    }

    @Test
    void authorizationsThatNobodyCameBackForAreForgotten() throws Exception {
        ada.sends("{\"redirectUri\":\"" + FakeProvider.REDIRECT + "\"}")
                .post("/api/v1/tokens/fake/authorization")
                .then()
                .statusCode(200);
        forgotten.run(new Run(false, new AtomicLong()));
        String expire = "UPDATE training.provider_authorization SET expires_at = now() WHERE user_id = ?";
        assertEquals(1, Connections.change(database, expire, ada.id()));
        assertTrue(forgotten.run(new Run(false, new AtomicLong())) >= 1);
        assertEquals(0, Connections.change(database, expire, ada.id()));
    }

    private double gauge(String name) {
        return metrics.get("trainyard.training.oauth." + name)
                .tags("provider", NAME)
                .gauge()
                .value();
    }
}
