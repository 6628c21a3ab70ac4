package dev.trainyard.systemtests;

import static dev.trainyard.systemtests.ServiceProcess.DEPLOYMENT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment-service that is killed in the middle of runs, and the one that goes on with them. */
class KilledRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> called = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    /** /quick answers at once, /slow when the test lets it. */
    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            called.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] answer = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    @Test
    void runOfAKilledServiceGoesOnAtItsStep() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            String run;
            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                run = begun(service, deployed(service, """
                        [{"first": {"call": "http", "with": {"method": "post", "endpoint": "%1$s/quick"}}},
                         {"second": {"call": "http", "with": {"method": "post", "endpoint": "%1$s/slow"}}},
                         {"third": {"set": {"done": true}}}]
                        """.formatted(address())));
                await().atMost(PATIENCE).until(() -> called.size() == 2);

                service.kill();
            }
            release.countDown();

            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                awaitCompleted(service, run);
                // The step that was in work is done again, by the same key; the one before it is not.
                assertEquals(
                        1,
                        called.stream()
                                .filter(call -> call.startsWith("/quick"))
                                .count());
                assertEquals(
                        1,
                        called.stream()
                                .filter(call -> call.startsWith("/slow"))
                                .distinct()
                                .count());
                ada().get(service.url() + "/api/v1/invocations/" + run + "/steps")
                        .then()
                        .body("items.name", equalTo(List.of("first", "second", "third")));
            }
        }
    }

    @Test
    void waitOutlastsItsService() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            String run;
            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                run = begun(service, deployed(service, """
                        [{"pause": {"wait": {"seconds": 5}}}, {"after": {"set": {"waited": true}}}]
                        """));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> ada().get(service.url() + "/api/v1/invocations/" + run)
                                .then()
                                .body("status", equalTo("waiting")));

                service.kill();
            }

            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                awaitCompleted(service, run);
            }
        }
    }

    @Test
    void acceptedRunsAreNeverLost() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            String deployment;
            int accepted = 40;
            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                deployment = deployed(service, """
                        [{"call": {"call": "http", "with": {"method": "post", "endpoint": "%s/slow"}}}]
                        """.formatted(address()));
                for (int i = 0; i < accepted; i++) {
                    begun(service, deployment);
                }
                await().atMost(PATIENCE).until(() -> !called.isEmpty());

                service.kill();
            }
            release.countDown();

            try (var service = ServiceProcess.start(DEPLOYMENT, database)) {
                service.awaitReady();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> ada().get(service.url() + "/api/v1/deployments/" + deployment
                                        + "/logs?limit=100&status=completed")
                                .then()
                                .body("items.size()", greaterThanOrEqualTo(accepted)));
                ada().get(service.url() + "/api/v1/deployments/" + deployment + "/logs?limit=100&running=true")
                        .then()
                        .body("items.size()", equalTo(accepted));
            }
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static RequestSpecification ada() {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + TestTokens.of("ada", "user"));
    }

    private static String deployed(ServiceProcess service, String tasks) {
        String workflow = ada().body("""
                        {"definition": {
                          "document": {"dsl": "1.0.0", "namespace": "tests", "name": "killed", "version": "1.0.0"},
                          "do": %s}}
                        """.formatted(tasks))
                .post(service.url() + "/api/v1/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return ada().body("{\"workflowId\": \"" + workflow + "\"}")
                .post(service.url() + "/api/v1/deployments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String begun(ServiceProcess service, String deployment) {
        return ada().header("Prefer", "respond-async")
                .body("{}")
                .post(service.url() + "/api/v1/deployments/" + deployment + "/invoke")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static void awaitCompleted(ServiceProcess service, String run) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> ada().get(service.url() + "/api/v1/invocations/" + run)
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("completed")));
    }
}
