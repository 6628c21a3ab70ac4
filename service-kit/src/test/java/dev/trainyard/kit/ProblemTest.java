package dev.trainyard.kit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestTokens;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemTest {

    private final TestUser ada = TestUser.fresh();

    private static void isProblem(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .header("X-Request-Id", notNullValue())
                .body("type", equalTo("urn:problem:" + code))
                .body("status", equalTo(status))
                .body("requestId", notNullValue());
    }

    private ValidatableResponse post(String json) {
        return ada.sends(json).post("/api/v1/notes").then();
    }

    @Test
    void everyInvalidValueIsNamedWithItsPlace() {
        var response = post("{\"title\":\" \",\"tags\":[{\"name\":\"a\",\"weight\":1},{\"name\":\"\",\"weight\":10}]}");
        isProblem(response, 400, "invalid-input");
        response.body("violations.pointer", hasItems("/title", "/tags/1/name", "/tags/1/weight"))
                .body("violations.in", not(hasItems("query")));
    }

    @Test
    void unknownFieldIsRefusedByName() {
        var response = post("{\"title\":\"a\",\"tags\":[{\"name\":\"a\",\"weight\":1,\"a/b\":1}]}");
        isProblem(response, 400, "invalid-input");
        response.body("violations[0].pointer", equalTo("/tags/0/a~1b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":1}",
                "{\"title\":\"a\\u0000b\"}",
                "{\"title\":\"\\ud800\"}",
                "{\"title\":{}}",
                "{\"title\":[\"a\"]}",
            })
    void valueOfAnotherTypeIsNamedWithItsPlace(String json) {
        var response = post(json);
        isProblem(response, 400, "invalid-input");
        response.body("violations[0].pointer", equalTo("/title"));
    }

    @Test
    void numberThatItsFieldCannotHoldIsNamedWithItsPlace() {
        var response = post("{\"title\":\"a\",\"tags\":[{\"name\":\"a\",\"weight\":99999999999}]}");
        isProblem(response, 400, "invalid-input");
        response.body("violations[0].pointer", equalTo("/tags/0/weight"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "1",
                "\"a\"",
                "{\"title\":\"a\"} x",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":\"a",
                "{'title':'a'}",
                "nul",
            })
    void malformedJsonIsRefused(String json) {
        isProblem(post(json), 400, "malformed-json");
    }

    @Test
    void emptyBodyIsRefused() {
        isProblem(post(""), 400, "invalid-input");
        isProblem(post("null"), 400, "invalid-input");
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        var response = post("{\"tags\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}");
        response.statusCode(400).contentType("application/problem+json");
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] body = "{\"title\":\"a?b\"}".getBytes(StandardCharsets.US_ASCII);
        body[11] = (byte) 0xff;
        isProblem(
                ada.request()
                        .contentType("application/json")
                        .body(body)
                        .post("/api/v1/notes")
                        .then(),
                400,
                "malformed-json");
    }

    /** Also where a body is one text: Quarkus would make it of the plain one. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/notes", "/api/v1/notes/name"})
    void anotherContentTypeIsRefused(String path) {
        isProblem(
                ada.request().contentType("text/plain").body("title").post(path).then(), 415, "unsupported-media-type");
    }

    /** Quarkus refuses it with an answer of its own, which is empty. */
    @Test
    void noPlainTextIsRefused() {
        isProblem(
                ada.request()
                        .contentType("text/plain")
                        .post("/api/v1/notes/name")
                        .then(),
                400,
                "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/notes", "/api/v1/notes/text"})
    void contentTypeThatIsNoneIsRefused(String path) throws Exception {
        // As it is: REST-assured would not send it.
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + TestTokens.of("ada", "user"))
                .header("Content-Type", "json")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());

            assertEquals(400, answer.statusCode());
            assertThat(answer.body(), containsString("\"urn:problem:malformed-request\""));
        }
    }

    @Test
    void unacceptableTypeIsRefused() {
        isProblem(ada.request().accept("image/png").get("/api/v1/notes").then(), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/nothing", "/api/v1/notes/1/2/3", "/q/health/live", "/metrics", "/q/openapi"})
    void unknownPathIsNotFound(String path) {
        isProblem(ada.request().get(path).then(), 404, "not-found");
    }

    @Test
    void idThatIsNoneIsNotFound() {
        isProblem(ada.request().get("/api/v1/notes/17").then(), 404, "not-found");
    }

    @Test
    void wrongMethodIsRefused() {
        isProblem(ada.request().patch("/api/v1/notes").then(), 405, "method-not-allowed");
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        isProblem(post("{\"title\":\"" + "a".repeat(256 * 1024) + "\"}"), 413, "body-too-large");
    }

    @Test
    void uploadMayBeLargerThanJson() {
        ada.request()
                .contentType("text/csv")
                .body("a".repeat(500_000))
                .post("/api/v1/uploads")
                .then()
                .statusCode(200)
                .body(equalTo("500000"));
    }

    @Test
    void unmeasuredBodyOverTheLimitIsRefused() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/uploads"))
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2_000_000])))
                .build();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = client.send(request, BodyHandlers.ofString());
            assertEquals(413, response.statusCode());
            assertThat(response.body(), containsString("urn:problem:body-too-large"));
        }
    }

    @Test
    void typeThatIsNoneIsRefused() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/notes"))
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "x")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'})))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode(), is(oneOf(400, 415)));
        }
    }

    @Test
    void unmeasuredJsonOverTheLimitIsRefused() throws Exception {
        byte[] json = ("{\"title\":\"" + "a".repeat(300_000) + "\"}").getBytes(StandardCharsets.US_ASCII);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/notes"))
                .header("Authorization", "Bearer " + ada.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json)))
                .build();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertEquals(413, client.send(request, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void failureOfOursTellsNothingOfTheInside() {
        var response = ada.request().get("/api/v1/notes/broken").then();
        isProblem(response, 500, "internal-error");
        response.body(not(containsString("secret")));
    }

    @Test
    void requestIdOfTheClientIsKept() {
        ada.request()
                .header("X-Request-Id", "my-id.1")
                .get("/api/v1/nothing")
                .then()
                .header("X-Request-Id", "my-id.1")
                .body("requestId", equalTo("my-id.1"));
    }

    @Test
    void harmfulRequestIdIsReplaced() {
        ada.request()
                .header("X-Request-Id", "<script>")
                .get("/api/v1/nothing")
                .then()
                .header("X-Request-Id", not(containsString("<")));
    }

    @Test
    void pathWithNulIsRefused() {
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + ada.token())
                .get("/api/v1/notes?cursor=%00")
                .then()
                .statusCode(400)
                .body("violations[0].in", equalTo("query"));
    }

    @Test
    void contentTypeWithoutBodyIsFine() {
        ada.request()
                .contentType(ContentType.JSON)
                .get("/api/v1/notes")
                .then()
                .statusCode(200)
                .body("next", nullValue());
    }
}
