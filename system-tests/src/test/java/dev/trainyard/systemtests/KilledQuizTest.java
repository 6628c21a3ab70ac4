package dev.trainyard.systemtests;

import static dev.trainyard.systemtests.ServiceProcess.QUIZ;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quiz-service that is killed in the middle of its work, and the one that goes on with it. */
class KilledQuizTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Ids of messages, as often as they came. */
    private final List<String> received = new CopyOnWriteArrayList<>();

    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    /** /quick answers at once, /slow when the test lets it. */
    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    private static RequestSpecification as(String user) {
        return given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + TestTokens.of(user, "user"));
    }

    @Test
    void noMessageIsLostAndOnlyThoseInFlightComeTwice() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            List<String> messages;
            int underWay;
            try (var service = ServiceProcess.start(QUIZ, database)) {
                service.awaitReady();
                String channels = service.url() + "/api/v1/message-channels";
                String channel = as("host")
                        .body("""
                                {"kind": "webhook", "name": "Site", "url": "http://127.0.0.1:%d/slow"}
                                """.formatted(server.getAddress().getPort()))
                        .post(channels)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("channel.id");
                messages = IntStream.range(0, 40)
                        .mapToObj(n -> as("host")
                                .body("{\"chat\": \"chat-" + n + "\"}")
                                .post(channels + "/" + channel + "/test")
                                .then()
                                .statusCode(202)
                                .extract()
                                .<String>path("messageId"))
                        .toList();
                await().atMost(PATIENCE).until(() -> received.size() >= 5);
                service.kill();
                underWay = received.size();
            }
            release.countDown();

            try (var service = ServiceProcess.start(QUIZ, database)) {
                service.awaitReady();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> as("host")
                                .get(service.url() + "/api/v1/messages?status=sent&limit=100")
                                .then()
                                .body("items", hasSize(40)));
                assertEquals(Set.copyOf(messages), new HashSet<>(received));
                assertTrue(received.size() <= 40 + underWay);
            }
        }
    }

    @Test
    void answersThatWereAcknowledgedAreThere() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            String quiz;
            try (var service = ServiceProcess.start(QUIZ, database)) {
                service.awaitReady();
                String quizzes = service.url() + "/api/v1/quizzes";
                var made = as("host")
                        .body("""
                                {"title": "Anatomy", "questions": [
                                  {"kind": "single_choice", "text": "Which?", "options": ["a", "b"], "rightOption": 1},
                                  {"kind": "text", "text": "What?", "acceptedTexts": ["femur"]}]}
                                """)
                        .post(quizzes)
                        .then()
                        .statusCode(201)
                        .extract();
                quiz = made.path("id");
                List<String> questions = made.path("questions.id");
                String code = as("host").post(quizzes + "/" + quiz + "/open").path("course.joinCode");
                as("ada")
                        .body("{\"code\": \"" + code + "\", \"name\": \"Ada\"}")
                        .post(quizzes + ":join")
                        .then()
                        .statusCode(201);
                as("host").post(quizzes + "/" + quiz + "/start").then().statusCode(200);
                as("ada").post(quizzes + "/" + quiz + "/attempts").then().statusCode(201);
                as("ada")
                        .body("""
                                {"answers": [{"question": "%s", "options": [1]}, {"question": "%s", "text": "Femur"}]}
                                """.formatted(questions.get(0), questions.get(1)))
                        .post(quizzes + "/" + quiz + "/answers")
                        .then()
                        .statusCode(200)
                        .body("inserted", equalTo(2));
                service.kill();
            }
            try (var service = ServiceProcess.start(QUIZ, database)) {
                service.awaitReady();
                String path = service.url() + "/api/v1/quizzes/" + quiz;
                as("host").post(path + "/close").then().statusCode(200);
                as("ada").get(path + "/leaderboard").then().body("me.correct", equalTo(2));
                as("ada").get(service.url() + "/api/v1/points/me").then().body("points", equalTo(16));
            }
        }
    }
}
