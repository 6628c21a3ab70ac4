package dev.trainyard.deployment.call;

import static dev.trainyard.deployment.call.Calls.error;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.deployment.call.Calls.With;
import dev.trainyard.deployment.definition.Task.Output;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets go where calls take them, and nowhere else. */
@QuarkusTest
@TestProfile(TightCalls.class)
class SecretsStayInsideTest {

    private static final String SECRET = "s3cr3t/ö " + UUID.randomUUID();
    private static final String PASSWORD = "p4ssword-" + UUID.randomUUID();

    @Inject
    Calls calls;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();

    /** Everything that the service logs, at the level of developers; shown nowhere else. */
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

    private void keep(String name, Object value) {
        ada.sends(new JsonObject().put("value", value).encode())
                .put("/api/v1/secrets/" + name)
                .then()
                .statusCode(201);
    }

    private void keepBoth() {
        keep("key", SECRET);
        keep("crm", new JsonObject().put("username", "ada-lovelace").put("password", PASSWORD));
    }

    /** Answers with all that it was sent. */
    private static OtherSide echo(int status) throws Exception {
        return new OtherSide((request, socket, out) -> {
            String body = new JsonObject()
                    .put("line", request.line())
                    .put("headers", request.headers().toString())
                    .put("body", request.text())
                    .encode();
            byte[] bytes = body.getBytes(UTF_8);
            out.write(("HTTP/1.1 " + status + " Echo\r\nX-Echo: " + request.header("Authorization")
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(bytes);
        });
    }

    private With everywhere(OtherSide other) {
        return With.of("POST", "${ \"" + other.url("/") + "\" + ($secrets.key | @uri) }")
                .user(ada.id())
                .query("{\"key\":\"${ $secrets[\\\"key\\\"] }\"}")
                .headers("{\"X-Key\":\"${ \\\"Basic \\\" + (\\\"ada:\\\" + $secrets.crm.password | @base64) }\"}")
                .body("{\"all\":\"${ $secrets.crm.password + $secrets.key }\"}")
                .authentication(
                        "{\"basic\":{\"username\":\"${ $secrets.crm.username }\",\"password\":\"${ $secrets.crm.password }\"}}");
    }

    private static void assertNoSecretIn(String text) {
        for (String secret : List.of(
                SECRET,
                PASSWORD,
                "ada-lovelace",
                SECRET.substring(9),
                Base64.getEncoder().encodeToString(("ada-lovelace:" + PASSWORD).getBytes(UTF_8)),
                Base64.getEncoder().withoutPadding().encodeToString(("ada:" + PASSWORD).getBytes(UTF_8)))) {
            assertFalse(text.contains(secret), () -> secret + " is in " + text);
        }
    }

    @Test
    void secretsAreSent() throws Exception {
        keepBoth();
        try (OtherSide other = OtherSide.answering(200, "application/json", "1")) {
            calls.output(everywhere(other));

            OtherSide.Received request = other.request();
            assertThat(request.line(), containsString(SECRET.substring(9)));
            assertEquals("{\"all\":\"" + PASSWORD + SECRET + "\"}", request.text());
            assertEquals(
                    "Basic " + Base64.getEncoder().encodeToString(("ada-lovelace:" + PASSWORD).getBytes(UTF_8)),
                    request.header("Authorization"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesBackHasNoSecret(Output output) throws Exception {
        keepBoth();
        try (OtherSide other = echo(200)) {
            String text = calls.output(everywhere(other).output(output)).toString();

            assertNoSecretIn(
                    output == Output.RAW
                            ? new String(Base64.getDecoder().decode(text.substring(1, text.length() - 1)), UTF_8)
                            : text);
        }
    }

    @Test
    void errorHasNoSecret() throws Exception {
        keepBoth();
        try (OtherSide other = echo(500)) {
            String detail = calls.error(everywhere(other)).detail();

            assertThat(detail, containsString("answered 500: {\"line\":\"POST /***?key=*** HTTP/1.1\""));
            assertNoSecretIn(detail);
        }
    }

    @Test
    void logsAndMetricsHaveNoSecret() throws Exception {
        String logged;
        try (Log log = new Log();
                OtherSide other = echo(200);
                OtherSide failing = echo(500);
                OtherSide breaking = OtherSide.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1");
                OtherSide babbling = OtherSide.answering("HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n\r\n1");
                OtherSide stammering = OtherSide.answering(PASSWORD + " " + PASSWORD + "\r\n\r\n")) {
            keepBoth();
            calls.output(everywhere(other));
            calls.error(everywhere(failing));
            calls.error(everywhere(breaking));
            calls.error(everywhere(babbling));
            calls.error(everywhere(stammering));
            calls.error(With.get("${ \"http://" + SECRET.substring(9) + ".example/\" + $secrets.key }")
                    .user(ada.id()));
            calls.error(With.get("${ $secrets.key | error }").user(ada.id()));
            ada.sends("{\"value\":[\"" + SECRET + "\"]}").put("/api/v1/secrets/key");
            ada.sends("{\"value\":\"" + SECRET).put("/api/v1/secrets/key");
            ada.sends("{\"" + SECRET + "\":1}").put("/api/v1/secrets/key");
            logged = log.toString();
        }

        assertThat(logged, containsString("io.vertx"));
        for (String secret : List.of(SECRET, PASSWORD, SECRET.substring(9))) {
            assertFalse(
                    logged.contains(secret),
                    () -> logged.lines()
                            .filter(line -> line.contains(secret))
                            .findFirst()
                            .orElseThrow());
        }
        assertNoSecretIn(given().get(management.resolve("/metrics")).asString());
        assertThat(
                given().get(management.resolve("/metrics")).asString(),
                containsString("trainyard_deployment_calls_seconds_count{outcome="));
        assertThat(given().get(management.resolve("/metrics")).asString(), not(containsString("127.0.0.1")));
    }

    @Test
    void expressionThatFailsDoesNotTellTheSecret() {
        keepBoth();

        assertNoSecretIn(calls.error(With.get("${ $secrets.key | error }").user(ada.id()))
                .detail());
    }

    @Test
    void secretThatIsNotThereIsNamed() throws Exception {
        try (OtherSide other = OtherSide.answering(200, "application/json", "1")) {
            assertEquals(
                    error(
                            "configuration",
                            400,
                            "A secret is missing",
                            "There is no secret \"absent\", or it cannot be read any more."),
                    calls.error(With.get(other.url("/"))
                            .user(ada.id())
                            .headers("{\"X-Key\":\"${ $secrets.absent // \\\"none\\\" }\"}")));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void otherUsersSecretsAreAbsent() throws Exception {
        keepBoth();
        try (OtherSide other = OtherSide.answering(200, "application/json", "1")) {
            assertEquals(
                    "A secret is missing",
                    calls.error(everywhere(other).user(TestUser.fresh().id())).title());
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void secretsThatAreNotNamedCannotBeGoneThrough() throws Exception {
        keepBoth();
        try (OtherSide other = OtherSide.answering(200, "application/json", "1")) {
            calls.output(
                    With.of("POST", other.url("/"))
                            .user(ada.id())
                            .body(
                                    "{\"keys\":\"${ $secrets | keys }\",\"all\":\"${ [$secrets[]] }\",\"it\":\"${ $secrets }\"}"));

            assertEquals("{\"keys\":[],\"all\":[],\"it\":{}}", other.request().text());
        }
    }
}
