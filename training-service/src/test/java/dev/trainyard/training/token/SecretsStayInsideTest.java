package dev.trainyard.training.token;

import static dev.trainyard.training.token.Tokens.PATH;
import static dev.trainyard.training.token.Tokens.save;
import static dev.trainyard.training.token.Tokens.token;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens are seen by whoever asks for them, and by nobody else. */
@QuarkusTest
class SecretsStayInsideTest {

    private static final String SECRET = "s3cr3t-" + UUID.randomUUID();

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();
    private final TestUser sync = TestUser.fresh("service");

    /** Everything that the service logs, at the level of developers, with all that belongs to it; shown nowhere else. */
    private static final class Log extends Handler implements AutoCloseable {

        /** Of these tests, which knows what it sends. */
        private static final String CLIENT = "org.apache.http";

        private final Logger root = Logger.getLogger("");
        private final Level before = root.getLevel();
        private final List<Handler> others = List.of(root.getHandlers());
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Log() {
            setLevel(Level.ALL);
            others.forEach(root::removeHandler);
            root.addHandler(this);
            root.setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLoggerName().startsWith(CLIENT)) {
                return;
            }
            lines.add(record.getLoggerName() + " " + record.getMessage() + Arrays.toString(record.getParameters()));
            if (record.getThrown() != null) {
                StringWriter trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace));
                lines.add(record.getLoggerName() + " " + trace);
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            root.setLevel(before);
            root.removeHandler(this);
            others.forEach(root::addHandler);
        }

        @Override
        public String toString() {
            return String.join("\n", lines);
        }
    }

    private void tamper(String sql) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.createStatement()) {
            statement.execute(sql.formatted(ada.id()));
        }
    }

    private void post(String verb, JsonObject item) {
        sync.sends(new JsonObject().put("tokens", new JsonArray().add(item)).encode())
                .urlEncodingEnabled(false)
                .post(PATH + verb);
    }

    /** What usually happens, what is refused, and what fails. */
    private void useTokensInEveryWay() throws Exception {
        JsonObject place = new JsonObject().put("user", ada.id()).put("provider", "whoop");
        save(ada, "strava", token(SECRET));
        save(ada, "strava", token(SECRET).put("details", "refresh-" + SECRET));
        save(ada, "strava", token(SECRET + "ü"));
        ada.sends("{\"accessToken\":\"" + SECRET).put(PATH + "/strava");
        ada.sends("{\"accessToken\":[\"" + SECRET + "\"]}").put(PATH + "/strava");
        ada.sends("{\"expiresAt\":\"" + SECRET + "\"}").put(PATH + "/strava");
        ada.request().get(PATH + "/strava");
        post(":batch", place.copy().put("token", token(SECRET)));
        post(":batch", place.copy().put("token", token(SECRET + "ü")));
        post(":batch-load", place);
        tamper("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON provider_token
                FOR EACH ROW WHEN (new.user_id = '%s') EXECUTE FUNCTION refuse()
                """);
        save(ada, "strava", token(SECRET)).then().statusCode(500);
        post(":batch", place.copy().put("token", token(SECRET)));
        tamper("DROP FUNCTION refuse CASCADE");
        tamper("UPDATE provider_token SET refresh_token = access_token WHERE user_id = '%s'");
        ada.request().get(PATH + "/strava").then().statusCode(409);
        ada.request().delete(PATH + "/strava");
    }

    @Test
    void logsAndMetricsAndTheAuditHaveNoSecret() throws Exception {
        String logged;
        try (Log log = new Log()) {
            useTokensInEveryWay();
            logged = log.toString();
        }

        assertThat(logged, containsString("refused"));
        assertFalse(
                logged.contains(SECRET),
                () -> logged.lines()
                        .filter(line -> line.contains(SECRET))
                        .findFirst()
                        .orElseThrow());
        String metrics = given().get(management.resolve("/metrics")).asString();
        assertThat(metrics, containsString("trainyard_training_"));
        assertThat(metrics, not(containsString(SECRET)));
        assertThat(ada.request().queryParam("limit", 200).get(Tokens.AUDIT).asString(), not(containsString(SECRET)));
    }

    static Stream<Object> holders() {
        TokenReference of = new TokenReference("ada", "strava");
        TokenDraft draft = Tokens.draft(SECRET);
        StoredToken stored =
                new StoredToken(of, UUID.randomUUID(), SECRET, SECRET, Instant.EPOCH, List.of(), Instant.EPOCH);
        LoadedToken loaded = new LoadedToken(of, AuditOutcome.SUCCESS, Optional.of(stored));
        SaveBatch.Item item = new SaveBatch.Item("ada", "strava", draft);
        return Stream.of(
                draft,
                stored,
                loaded,
                item,
                TokenSecrets.of(stored),
                new TokenSave(of, draft),
                new SaveBatch(List.of(item)),
                LoadedBatch.of(List.of(loaded)));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void whatHoldsASecretDoesNotSayIt(Object holder) {
        assertThat(Objects.toString(holder), not(containsString(SECRET)));
    }
}
