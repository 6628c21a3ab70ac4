package dev.trainyard.deployment.call;

import static dev.trainyard.deployment.call.Calls.failed;
import static dev.trainyard.deployment.call.Calls.forbidden;
import static dev.trainyard.deployment.call.Calls.invalid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.call.Calls.With;
import dev.trainyard.deployment.call.OtherSide.Received;
import dev.trainyard.deployment.definition.Task.Output;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls mean when the other side behaves. */
@QuarkusTest
@TestProfile(TightCalls.class)
class HttpCallsTest {

    private static final String JSON = "application/json";

    @Inject
    Calls calls;

    private static byte[] gzipped(byte[] bytes) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Test
    void contentIsTheJsonThatCame() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "{\"id\":7,\"tags\":[\"a\",null,1.50]}")) {
            assertEquals(
                    calls.read("{\"id\":7,\"tags\":[\"a\",null,1.50]}"), calls.output(With.get(other.url("/pets/7"))));

            assertEquals("GET /pets/7 HTTP/1.1", other.request().line());
        }
    }

    @Test
    void requestSaysWhoAsksAndForWhichStep() throws Exception {
        try (OtherSide other = OtherSide.answering(204, JSON, "")) {
            assertEquals(NullNode.instance, calls.output(With.get(other.url("/"))));

            Received request = other.request();
            assertEquals(Calls.RUN + "-" + Calls.EFFECT, request.header("Idempotency-Key"));
            assertEquals(Calls.RUN.toString(), request.header("X-Request-Id"));
            assertThat(request.header("User-Agent"), matchesPattern("trainyard/[0-9].*"));
            assertEquals("gzip", request.header("Accept-Encoding"));
            assertEquals("127.0.0.1:" + other.port(), request.header("Host"));
            assertEquals("close", request.header("Connection"));
            assertNull(request.header("Traceparent"));
        }
    }

    @Test
    void templatesAreFilledIn() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "1")) {
            calls.output(With.of("post", other.url("/a?x=1"))
                    .input("{\"name\":\"Zoë & co\",\"ids\":[1,2]}")
                    .headers("{\"X-Name\":\"${ .ids[0] }\",\"X-Nothing\":null}")
                    .query("{\"name\":\"${ .name }\",\"id\":\"${ .ids }\",\"none\":null,\"on\":true}")
                    .body("{\"who\":\"${ .name }\"}"));

            Received request = other.request();
            assertEquals("POST /a?x=1&name=Zo%C3%AB%20%26%20co&id=1&id=2&on=true HTTP/1.1", request.line());
            assertEquals("1", request.header("X-Name"));
            assertNull(request.header("X-Nothing"));
            assertEquals(JSON, request.header("Content-Type"));
            assertEquals("{\"who\":\"Zoë & co\"}", request.text());
        }
    }

    @Test
    void textIsSentAsItIs() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "1")) {
            calls.output(With.of("PUT", other.url("/"))
                    .headers("{\"content-type\":\"text/csv\",\"Idempotency-Key\":\"mine\",\"User-Agent\":\"me\"}")
                    .body("\"a,b\""));

            Received request = other.request();
            assertEquals("a,b", request.text());
            assertEquals("text/csv", request.header("Content-Type"));
            assertEquals("mine", request.header("Idempotency-Key"));
            assertEquals("me", request.header("User-Agent"));
        }
    }

    @Test
    void basicAndBearerAuthenticate() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "1")) {
            calls.output(With.get(other.url("/"))
                    .authentication("{\"basic\":{\"username\":\"ada\",\"password\":\"pä:ss\"}}"));
            calls.output(With.get(other.url("/")).authentication("{\"bearer\":{\"token\":\"t0ken\"}}"));

            assertEquals(
                    "Basic " + Base64.getEncoder().encodeToString("ada:pä:ss".getBytes(UTF_8)),
                    other.request().header("Authorization"));
            assertEquals("Bearer t0ken", other.request().header("Authorization"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/problem+json | {\"a\":1} | {\"a\":1}",
                "text/plain | 5 | \"5\"",
                "text/plain;charset=\"ISO-8859-1\" | Ã¤ | \"Ã¤\"",
                "application/xml | <a/> | \"<a/>\"",
                "application/octet-stream | abc | \"YWJj\"",
                "application/json | {\"a\":\"x\\u0000y\\ud800\",\"b\":1e99} | {\"a\":\"x\ufffdy\ufffd\",\"b\":\"1E+99\"}",
            })
    void contentIsReadByItsType(String type, String body, String output) throws Exception {
        byte[] bytes = body.getBytes(type.contains("8859") ? ISO_8859_1 : UTF_8);
        try (OtherSide other = OtherSide.answering(200, type, bytes)) {
            assertEquals(calls.read(output), calls.output(With.get(other.url("/"))));
        }
    }

    @Test
    void rawIsBase64OfWhatCame() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "{ \"a\": 1 }")) {
            assertEquals(
                    TextNode.valueOf(Base64.getEncoder().encodeToString("{ \"a\": 1 }".getBytes(UTF_8))),
                    calls.output(With.get(other.url("/")).output(Output.RAW)));
        }
    }

    @Test
    void responseTellsAllOfRequestAndAnswer() throws Exception {
        try (OtherSide other = OtherSide.answering(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\n{}")) {
            JsonNode output = calls.output(With.of("POST", other.url("/a?b=1"))
                    .headers("{\"X-Mine\":\"yes\"}")
                    .output(Output.RESPONSE));

            assertEquals("POST", output.at("/request/method").asText());
            assertEquals(other.url("/a?b=1"), output.at("/request/uri").asText());
            assertEquals("yes", output.at("/request/headers/x-mine").asText());
            assertEquals(201, output.at("/statusCode").asInt());
            assertEquals("1, 2", output.at("/headers/x-a").asText());
            assertEquals(Calls.object(), output.at("/content"));
        }
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        byte[] zipped = gzipped("{\"a\":1}".getBytes(UTF_8));
        try (OtherSide other = OtherSide.answering(200, JSON + "\r\nContent-Encoding: gzip", zipped)) {
            assertEquals(calls.read("{\"a\":1}"), calls.output(With.get(other.url("/"))));
        }
    }

    @Test
    void headHasNoContent() throws Exception {
        try (OtherSide other = OtherSide.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n")) {
            assertEquals(NullNode.instance, calls.output(With.of("HEAD", other.url("/"))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 429, 500, 503, 599})
    void statusThatIsNoSuccessIsAnError(int status) throws Exception {
        try (OtherSide other = OtherSide.answering(status, "text/plain", status == 304 ? "" : " what's wrong ")) {
            assertEquals(
                    failed(status, other.url("") + " answered " + status + (status == 304 ? "." : ": what's wrong")),
                    calls.error(With.get(other.url("/secret-path?key=1"))));
        }
    }

    @Test
    void errorTellsOnlyTheBeginningOfWhatWasSaid() throws Exception {
        try (OtherSide other = OtherSide.answering(500, "text/plain", "🌬".repeat(300))) {
            assertEquals(
                    failed(500, other.url("") + " answered 500: " + "🌬".repeat(200)),
                    calls.error(With.get(other.url("/"))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsAnErrorUnlessItIsWanted(int status) throws Exception {
        try (OtherSide there = OtherSide.answering(200, JSON, "\"there\"");
                OtherSide here = OtherSide.redirecting(status, there.url("/b"))) {
            assertEquals(
                    failed(status, here.url("") + " answered " + status + "."), calls.error(With.get(here.url("/"))));
            assertEquals(
                    TextNode.valueOf("there"),
                    calls.output(With.get(here.url("/")).redirecting()));
            assertEquals("GET /b HTTP/1.1", there.request().line());
            assertEquals(0, there.requests().size());
        }
    }

    @Test
    void redirectThatLeadsNowhereIsNoErrorWhenRedirectsAreWanted() throws Exception {
        try (OtherSide other = OtherSide.answering(304, JSON, "")) {
            assertEquals(
                    NullNode.instance, calls.output(With.get(other.url("/")).redirecting()));
        }
    }

    @Test
    void nothingSecretGoesToAnotherOrigin() throws Exception {
        try (OtherSide there = OtherSide.answering(200, JSON, "1");
                OtherSide here = OtherSide.redirecting(302, there.url("/b"))) {
            calls.output(With.of("POST", here.url("/"))
                    .redirecting()
                    .authentication("{\"bearer\":{\"token\":\"t0ken\"}}")
                    .headers("{\"X-Api-Key\":\"k3y\",\"Cookie\":\"a=b\",\"Accept-Language\":\"de\"}")
                    .body("{\"password\":\"p4ss\"}"));

            Received request = there.request();
            assertEquals("GET /b HTTP/1.1", request.line());
            assertEquals("de", request.header("Accept-Language"));
            for (String header :
                    new String[] {"Authorization", "X-Api-Key", "Cookie", "Idempotency-Key", "Content-Type"}) {
                assertNull(request.header(header), header);
            }
            assertEquals("", request.text());
        }
    }

    @Test
    void bodyDoesNotFollowARedirectToAnotherOrigin() throws Exception {
        try (OtherSide there = OtherSide.answering(200, JSON, "1");
                OtherSide here = OtherSide.redirecting(307, there.url("/b"))) {
            assertEquals(
                    forbidden(here.url("") + " redirects a body to another origin."),
                    calls.error(With.of("POST", here.url("/")).redirecting().body("1")));
            assertEquals(0, there.requests().size());
        }
    }

    @Test
    void sameOriginGetsTheSameRequestAgain() throws Exception {
        try (OtherSide other = new OtherSide(
                (request, socket, out) -> out.write((request.line().startsWith("PUT /a ")
                                ? "HTTP/1.1 308 There\r\nLocation: b\r\nContent-Length: 0\r\n\r\n"
                                : "HTTP/1.1 204 OK\r\n\r\n")
                        .getBytes(UTF_8)))) {
            calls.output(With.of("PUT", other.url("/a"))
                    .redirecting()
                    .headers("{\"X-Api-Key\":\"k3y\"}")
                    .body("{\"a\":1}"));

            assertEquals("PUT /a HTTP/1.1", other.request().line());
            Received second = other.request();
            assertEquals("PUT /b HTTP/1.1", second.line());
            assertEquals("k3y", second.header("X-Api-Key"));
            assertEquals("{\"a\":1}", second.text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACE |  |  |  |  | The method must be one of [DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT].",
                "GET | [] |  |  |  | The headers are no object.",
                "GET | {\"Host\":\"a\"} |  |  |  | A header has a name that cannot be set.",
                "GET | {\"transfer-Encoding\":\"chunked\"} |  |  |  | A header has a name that cannot be set.",
                "GET | {\"A B\":\"a\"} |  |  |  | A header has a name that cannot be set.",
                "GET | {\"A\\r\\nB\":\"a\"} |  |  |  | A header has a name that cannot be set.",
                "GET | {\"A\":\"a\\r\\nB: c\"} |  |  |  | The header A is not one line of plain characters.",
                "GET | {\"A\":{}} |  |  |  | The header A is not one line of plain characters.",
                "GET |  | [] |  |  | The query is no object.",
                "GET |  | {\"a\":{}} |  |  | A parameter of the query is neither a value nor an array of values.",
                "GET |  |  | {\"digest\":{}} |  | The authentication is neither basic nor bearer.",
                "GET |  |  | {\"basic\":{\"username\":\"a\"}} |  | The authentication has no password.",
                "GET |  |  | {\"basic\":{\"username\":\"a:b\",\"password\":\"c\"}} |  | The user of the authentication has a colon.",
                "GET |  |  | {\"bearer\":{\"token\":\"a\\nb\"}} |  | The authentication is not one line of plain characters.",
            })
    void whatIsNoRequestIsNotSent(
            String method, String headers, String query, String authentication, String body, String detail)
            throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "1")) {
            assertEquals(
                    invalid(detail),
                    calls.error(With.of(method, other.url("/"))
                            .headers(headers)
                            .query(query)
                            .authentication(authentication)
                            .body(body)));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void bodyThatIsTooLongIsNotSent() throws Exception {
        try (OtherSide other = OtherSide.answering(200, JSON, "1")) {
            assertEquals(
                    invalid("The body has more than 1000 bytes."),
                    calls.error(With.of("POST", other.url("/")).body("\"" + "ä".repeat(501) + "\"")));
            assertEquals(0, other.requests().size());
        }
    }

    @Test
    void expressionThatFailsIsTold() {
        assertEquals(
                "https://serverlessworkflow.io/spec/1.0.0/errors/expression",
                calls.error(With.get("${ error(\"no\") }")).type());
    }

    @Test
    void addressThatIsNoTextIsRefused() {
        assertEquals(invalid("The address is no text."), calls.error(With.get("${ 5 }")));
    }
}
