package dev.trainyard.training.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import dev.trainyard.training.oauth.FakeProvider.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever goes well or wrong: no token, code, state or secret is in the log, however much is logged. */
@QuarkusTest
@QuarkusTestResource(FakeProvider.class)
class SecretsInLogTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("dev.trainyard");
    private static final Logger HTTP = Logger.getLogger("jdk.httpclient");

    FakeProvider provider;

    @InjectDatabase
    EmbeddedDatabase database;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final TestUser ada = TestUser.fresh();

    private final Handler recorder = new Handler() {

        @Override
        public void publish(LogRecord line) {
            StringWriter text = new StringWriter();
            text.append(new SimpleFormatter().formatMessage(line));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void record() {
        recorder.setLevel(Level.ALL);
        ROOT.addHandler(recorder);
        OURS.setLevel(Level.ALL);
        HTTP.setLevel(Level.ALL);
    }

    @AfterEach
    void stop() {
        ROOT.removeHandler(recorder);
        OURS.setLevel(null);
        HTTP.setLevel(null);
    }

    private void assertNotLogged(String... secrets) {
        String log = String.join("\n", lines);
        for (String secret : secrets) {
            assertFalse(log.contains(secret), () -> "The log has " + secret);
        }
    }

    private Response connected(Account account, String[] secrets) {
        Response begun = ada.sends("{\"redirectUri\":\"" + FakeProvider.REDIRECT + "\"}")
                .post("/api/v1/tokens/fake/authorization");
        String url = begun.path("authorizationUrl");
        String state = FakeProvider.form(URI.create(url).getRawQuery()).get("state");
        String code = provider.consent(url, account);
        secrets[0] = state;
        secrets[1] = code;
        return ada.sends("{\"state\":\"" + state + "\",\"code\":\"" + code + "\"}")
                .post("/api/v1/tokens/fake/authorization/callback");
    }

    @Test
    void connectingTellsNothing() {
        Account account = provider.account();
        String[] secrets = new String[2];
        assertEquals(200, connected(account, secrets).statusCode());
        assertNotLogged(secrets[0], secrets[1], account.accessToken(), account.refreshToken(), FakeProvider.SECRET);
        assertNotLogged(account.calls.getFirst().get("code_verifier"));
    }

    @Test
    void failureOfConnectingTellsNothing() {
        Account account = provider.account();
        account.next(Reply.of(400, "{\"error\":\"code " + account.id + " of " + FakeProvider.SECRET + " is wrong\"}"));
        String[] secrets = new String[2];
        Response refused = connected(account, secrets);
        assertEquals(502, refused.statusCode());
        assertNotLogged(secrets[0], secrets[1], account.id, FakeProvider.SECRET);
        assertFalse(refused.asString().contains(FakeProvider.SECRET));
    }

    @Test
    void failuresOfRefreshesTellNothing() throws SQLException {
        Account account = provider.account();
        String first = account.refreshToken();
        Connections.saveOld(database, ada, "fake", account, Duration.ofSeconds(-1));
        account.next(Reply.of(500, "{\"error\":\"" + first + "\"}"));
        account.next(Reply.endless());
        account.next(Reply.of(400, "{\"error\":\"" + first + "\"}"));
        account.next(Reply.of(200, "{\"access_token\":\"" + "leaked".repeat(1_000) + "\"}"));
        account.next(Reply.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + first + "\"}"));
        for (int i = 0; i < 5; i++) {
            ada.request().post("/api/v1/tokens/fake/refresh");
            Connections.change(
                    database, "UPDATE training.token_refresh SET retry_at = now() WHERE user_id = ?", ada.id());
        }
        assertEquals(5, account.calls.size());
        assertNotLogged(first, FakeProvider.SECRET, "leaked");
        String audit = ada.request().get("/api/v1/token-audit").asString();
        assertFalse(audit.contains(first), audit);
        // So that the test sees the log at all.
        assertTrue(lines.stream().anyMatch(line -> line.contains("could not be refreshed")));
    }
}
