package dev.trainyard.systemtests;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workflows, deployments and runs as a new user tries them, through the gateway of the running suite. */
class AutomationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> CALLS = new CopyOnWriteArrayList<>();
    private static HttpServer elsewhere;
    private static RunningSuite suite;

    private String token;

    @BeforeAll
    static void start() throws Exception {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            CALLS.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{\"received\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        elsewhere.start();
        // That one server is on this machine, where workflows may not call anybody otherwise.
        suite = RunningSuite.start(Map.of("TRAINYARD_CALLS_ALLOWED_ADDRESSES", "127.0.0.1"));
    }

    @AfterAll
    static void stop() throws Exception {
        elsewhere.stop(0);
        suite.remove();
    }

    @BeforeEach
    void signIn() throws Exception {
        token = suite.token("ada-" + UUID.randomUUID());
    }

    private RequestSpecification ada() {
        return given().urlEncodingEnabled(false)
                .baseUri(suite.url())
                .basePath("/api/v1")
                .contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + token);
    }

    private static String definition(String tasks) {
        return """
                {"document": {"dsl": "1.0.0", "namespace": "club", "name": "greet", "version": "1.0.0"}, "do": %s}
                """.formatted(tasks);
    }

    private String workflow(String tasks) {
        return ada().body("{\"definition\": " + definition(tasks) + "}")
                .post("/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String deployment(String tasks) {
        return ada().body("{\"workflowId\": \"" + workflow(tasks) + "\"}")
                .post("/deployments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse invoke(String deployment, String input) {
        return ada().body("{\"input\": " + input + "}")
                .post("/deployments/" + deployment + "/invoke")
                .then();
    }

    private ValidatableResponse invokeOnce(String deployment, String key) {
        return ada().header("Idempotency-Key", key)
                .body("{\"input\": {\"name\": \"Ada\"}}")
                .post("/deployments/" + deployment + "/invoke")
                .then();
    }

    private static String greeting(String words) {
        return """
                [{"greet": {"set": {"greeting": "${ \\"%s \\" + .name }"}}}]
                """.formatted(words);
    }

    @Test
    void workflowIsCheckedWhereItIsWrong() {
        ada().body("{\"definition\": "
                        + definition("[{\"a\": {\"set\": {\"x\": \"${ .name | }\"}, \"then\": \"nowhere\"}}]") + "}")
                .post("/workflows")
                .then()
                .statusCode(400)
                .body("violations.pointer", hasItem(startsWith("/definition/do/0/a/set/x")))
                .body("violations.pointer", hasItem("/definition/do/0/a/then"));
        ada().get("/workflows").then().body("items", hasSize(0));
    }

    @Test
    void workflowMayBeYaml() {
        given().config(config().encoderConfig(
                                encoderConfig().encodeContentTypeAs("application/yaml", ContentType.BINARY)))
                .baseUri(suite.url())
                .header("Authorization", "Bearer " + token)
                .contentType("application/yaml")
                .body("""
                        document: { dsl: 1.0.0, namespace: club, name: greet, version: 1.0.0 }
                        do:
                          - greet:
                              set:
                                greeting: ${ "Hello " + .name }
                        """.getBytes(StandardCharsets.UTF_8))
                .queryParam("name", "From YAML")
                .post("/api/v1/workflows")
                .then()
                .statusCode(201)
                .body("name", equalTo("From YAML"))
                .body("definition.do[0].greet.set.greeting", equalTo("${ \"Hello \" + .name }"));
    }

    @Test
    void deployedWorkflowRunsAndIsLogged() {
        String deployment = deployment(greeting("Hello"));
        String run = invoke(deployment, "{\"name\": \"Zoë\"}")
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.greeting", equalTo("Hello Zoë"))
                .extract()
                .path("id");
        ada().get("/deployments/" + deployment + "/logs?fields=id,status,request,response")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(run))
                .body("items[0].request.name", equalTo("Zoë"))
                .body("items[0].response.greeting", equalTo("Hello Zoë"));
        ada().get("/invocations/" + run + "/steps").then().body("items.name", contains("greet"));
    }

    @Test
    void draftReachesNobodyUntilItIsPromotedAndRollbackTakesItBack() {
        String workflow = workflow(greeting("Hello"));
        String deployment = ada().body("{\"workflowId\": \"" + workflow + "\"}")
                .post("/deployments")
                .path("id");
        ada().header("If-Match", "\"1\"")
                .body("{\"definition\": " + definition(greeting("Good morning")) + "}")
                .put("/workflows/" + workflow)
                .then()
                .statusCode(200);
        ada().get("/deployments/" + deployment).then().body("hasChanges", equalTo(true));
        invoke(deployment, "{\"name\": \"Ada\"}").body("output.greeting", equalTo("Hello Ada"));

        ada().body("{}").post("/deployments/" + deployment + "/versions").then().statusCode(201);
        invoke(deployment, "{\"name\": \"Ada\"}").body("output.greeting", equalTo("Hello Ada"));
        ada().get("/deployments/" + deployment + "/diff?from=1&to=2")
                .then()
                .body("changes", hasSize(1))
                .body("changes[0].task", equalTo("greet"));

        ada().body("{\"version\": 2, \"expectedVersion\": 1}")
                .post("/deployments/" + deployment + "/promote")
                .then()
                .statusCode(200);
        awaitGreeting(deployment, "Good morning Ada");
        ada().body("{\"version\": 1, \"expectedVersion\": 1}")
                .post("/deployments/" + deployment + "/promote")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:active-version-changed"));

        ada().body("{}").post("/deployments/" + deployment + "/rollback").then().statusCode(200);
        awaitGreeting(deployment, "Hello Ada");
    }

    private void awaitGreeting(String deployment, String greeting) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> invoke(deployment, "{\"name\": \"Ada\"}").body("output.greeting", equalTo(greeting)));
    }

    @Test
    void longRunIsAcceptedFollowedAndCancelled() {
        String deployment = deployment("[{\"pause\": {\"wait\": {\"hours\": 1}}}]");
        String run = ada().header("Prefer", "respond-async")
                .body("{}")
                .post("/deployments/" + deployment + "/invoke")
                .then()
                .statusCode(202)
                .header("Location", startsWith("/api/v1/invocations/"))
                .extract()
                .path("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> ada().get("/invocations/" + run).then().body("status", equalTo("waiting")));
        ada().post("/invocations/" + run + "/cancel");
        ada().get("/invocations/" + run + "?wait=PT20S").then().body("status", equalTo("cancelled"));
    }

    @Test
    void keyMakesARunHappenOnce() {
        String deployment = deployment(greeting("Hello"));
        String key = UUID.randomUUID().toString();
        String first = invokeOnce(deployment, key).extract().path("id");
        invokeOnce(deployment, key).header("Idempotency-Replayed", "true").body("id", equalTo(first));
    }

    @Test
    void secretIsUsedByACallAndSeenNowhere() {
        ada().body("{\"value\": \"correct horse battery staple\"}")
                .put("/secrets/club")
                .then()
                .statusCode(201);
        String tasks = """
                [{"tell": {"call": "http", "with": {"method": "post",
                  "endpoint": {"uri": "http://127.0.0.1:%d/told", "authentication": {"bearer": {"token": "${ $secrets.club }"}}},
                  "body": {"name": "${ .name }"}}}}]
                """.formatted(elsewhere.getAddress().getPort());
        String workflow = ada().body("""
                        {"definition": {
                          "document": {"dsl": "1.0.0", "namespace": "club", "name": "tell", "version": "1.0.0"},
                          "use": {"secrets": ["club"]}, "do": %s}}
                        """.formatted(tasks))
                .post("/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String deployment = ada().body("{\"workflowId\": \"" + workflow + "\"}")
                .post("/deployments")
                .path("id");
        String run = invoke(deployment, "{\"name\": \"Ada\"}")
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.received", equalTo(true))
                .extract()
                .path("id");
        assertThat(CALLS, hasItem("/told Bearer correct horse battery staple"));
        String log = ada().get("/deployments/" + deployment + "/logs?fields=id,request,response,error")
                        .asString()
                + ada().get("/invocations/" + run + "/steps?fields=number,input,output,error")
                        .asString();
        assertThat(log, not(containsString("correct horse")));
    }

    @Test
    void callToTheMachineItselfIsRefused() {
        String deployment = deployment("""
                [{"peek": {"call": "http", "with": {"method": "get", "endpoint": "http://127.0.0.2:9000/metrics"}}}]
                """);
        invoke(deployment, "{}")
                .statusCode(200)
                .body("status", equalTo("faulted"))
                .body("error.status", equalTo(403))
                .body("error.instance", equalTo("/do/0/peek"));
    }

    @Test
    void endlessWorkflowIsEnded() {
        String deployment = deployment("""
                [{"again": {"set": {"n": "${ (.n // 0) + 1 }"}}},
                 {"for ever": {"switch": [{"always": {"when": "${ .n > 0 }", "then": "again"}}, {"never": {"then": "end"}}]}}]
                """);
        String run = ada().header("Prefer", "respond-async")
                .body("{}")
                .post("/deployments/" + deployment + "/invoke")
                .path("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> ada().get("/invocations/" + run).then().body("status", equalTo("faulted")));
    }

    @Test
    void apiKeyInvokesItsDeploymentAndNothingElse() {
        String mine = deployment(greeting("Hello"));
        String other = deployment(greeting("Servus"));
        String key = ada().body("{\"name\": \"website\", \"deployments\": [\"" + mine + "\"]}")
                .post("/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        RequestSpecification website = given().baseUri(suite.url())
                .basePath("/api/v1")
                .contentType(ContentType.JSON)
                .header("X-Api-Key", key)
                .body("{\"input\": {\"name\": \"Zoë\"}}");
        website.post("/deployments/" + mine + "/invoke")
                .then()
                .statusCode(200)
                .body("output.greeting", equalTo("Hello Zoë"));
        website.post("/deployments/" + other + "/invoke").then().statusCode(404);
        website.post("/deployments/" + mine + "/pause").then().statusCode(401);
    }

    @Test
    void signedWebhookBeginsARun() throws Exception {
        String deployment = deployment(greeting("Hello"));
        ValidatableResponse made = ada().body("{\"name\": \"shop\"}")
                .post("/deployments/" + deployment + "/webhooks")
                .then()
                .statusCode(201);
        String secret = made.extract().path("secret");
        String body = "{\"name\": \"Zoë\"}";
        String seconds = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        byte[] signature = mac.doFinal(("msg_1." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        String run = given().baseUri(suite.url())
                .contentType("application/json; charset=utf-8")
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .body(body)
                .post(made.extract().<String>path("path"))
                .then()
                .statusCode(202)
                .extract()
                .path("invocationId");
        ada().get("/invocations/" + run + "?wait=PT20S").then().body("output.greeting", equalTo("Hello Zoë"));
    }

    @Test
    void scheduleRunsByItself() {
        String deployment = deployment(greeting("Hello"));
        ada().body("{\"cron\": \"* * * * *\", \"input\": {\"name\": \"early bird\"}}")
                .post("/deployments/" + deployment + "/schedules")
                .then()
                .statusCode(201)
                .body("nextAt", notNullValue());
        // At the next full minute, and within some seconds of it.
        await().atMost(Duration.ofSeconds(100))
                .untilAsserted(
                        () -> ada().get("/deployments/" + deployment + "/logs?trigger=schedule&fields=id,response")
                                .then()
                                .body("items[0].response.greeting", equalTo("Hello early bird")));
    }

    @Test
    void logIsFollowedLive() throws Exception {
        String deployment = deployment(greeting("Hello"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(suite.url() + "/api/v1/deployments/" + deployment + "/logs/tail"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine(), startsWith(":"));
                String run = invoke(deployment, "{\"name\": \"Ada\"}").extract().path("id");
                String line = lines.readLine();
                while (!line.startsWith("data:")) {
                    line = lines.readLine();
                }
                assertThat(line, containsString(run));
            }
        }
    }

    @Test
    void newestFiftyLogsAreKept() {
        String deployment = deployment(greeting("Hello"));
        for (int i = 0; i < 60; i++) {
            invoke(deployment, "{\"name\": \"" + i + "\"}").statusCode(200);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> ada().get("/deployments/" + deployment + "/logs?limit=200&fields=id,response,steps")
                                .then()
                                .statusCode(200));
        await().atMost(PATIENCE)
                .untilAsserted(() -> ada().get("/deployments/" + deployment + "/logs?limit=200")
                        .then()
                        .body("items", hasSize(50)));
    }

    @Test
    void listsTakeFieldsAndOrderOfRealColumnsAlone() {
        workflow(greeting("Hello"));
        ada().get("/workflows?fields=name,id&sort=-name").then().body("items", hasSize(1));
        for (String attempt :
                List.of("user_id", "definition;drop%20table%20workflow", "name%20desc,1", "(select%201)")) {
            ada().get("/workflows?sort=" + attempt).then().statusCode(400);
            ada().get("/workflows?fields=" + attempt).then().statusCode(400);
        }
    }

    @Test
    void thousandDeploymentsAreMadeAndPausedAtOnce() {
        String workflow = workflow(greeting("Hello"));
        String drafts = IntStream.range(0, 1_000)
                .mapToObj(n -> "{\"workflowId\": \"" + workflow + "\", \"name\": \"D" + n + "\"}")
                .collect(Collectors.joining(","));
        List<String> ids = ada().body("{\"deployments\": [" + drafts + "]}")
                .post("/deployments:batch")
                .then()
                .body("created", hasSize(1_000))
                .extract()
                .path("created.id");
        String all = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        ada().body("{\"ids\": [" + all + "]}")
                .post("/deployments:pause")
                .then()
                .statusCode(200)
                .body("changed", hasSize(1_000));
        ada().body("{}")
                .post("/deployments/" + ids.getFirst() + "/invoke")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:deployment-paused"));
    }
}
