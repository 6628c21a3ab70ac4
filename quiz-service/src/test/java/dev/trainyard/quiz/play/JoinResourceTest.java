package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.text;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JoinResourceTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final TestUser ada = TestUser.fresh();

    @Test
    void whoKnowsTheCodeBecomesAPlayer() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        Response joined = join(ada, quiz.code(), "  Ada\u00a0\u00a0of  Kiel ");

        joined.then()
                .statusCode(201)
                .header("Location", "/api/v1/quizzes/" + quiz.id() + "/play")
                .body("quizId", equalTo(quiz.id().toString()))
                .body("title", equalTo("The planets"));
        new Player(ada, quiz.id()).looks().then().body("players", equalTo(1));
    }

    @Test
    void codeIsReadInEitherCase() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        join(ada, " " + quiz.code().toLowerCase(Locale.ROOT), "Ada").then().statusCode(201);
    }

    @Test
    void runningQuizMayStillBeJoined() throws SQLException {
        join(ada, PlayedQuiz.running(database, "", text()).code(), "Ada").then().statusCode(201);
    }

    @Test
    void joiningAgainChangesNothing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        String before = join(ada, quiz.code(), "Ada").asString();

        Response again = join(ada, quiz.code(), "Countess");

        again.then().statusCode(200);
        assertEquals(before, again.asString());
        new Player(ada, quiz.id()).looks().then().body("players", equalTo(1)).body("name", equalTo("Ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grace", "gRACE", " grace "})
    void nameIsTakenHoweverItIsWritten(String name) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        join(TestUser.fresh(), quiz.code(), "Grace");

        join(ada, quiz.code(), name).then().statusCode(409).body("type", equalTo("urn:problem:name-taken"));
        assertEquals("1", seats(quiz));
    }

    @Test
    void unknownCodeIsNotFound() {
        join(ada, "NOSUCH", "Ada").then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void closedQuizIsNotFound() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        quiz.does("close");

        join(ada, quiz.code(), "Ada").then().statusCode(404);
    }

    @Test
    void creatorsDoNotPlayTheirs() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        join(quiz.creator(), quiz.code(), "Me").then().statusCode(409).body("type", equalTo("urn:problem:own-quiz"));
    }

    @Test
    void fullQuizTakesNobody() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "max_players = 1", text());
        join(TestUser.fresh(), quiz.code(), "Grace");

        join(ada, quiz.code(), "Ada").then().statusCode(409).body("type", equalTo("urn:problem:no-seats-left"));
    }

    @Test
    void ofManyConcurrentPlayersAsManyGetInAsThereAreSeats() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.open(database, "max_players = 5", text());

        List<Integer> statuses = atOnce(i -> join(TestUser.fresh(), quiz.code(), "Player " + i));

        assertEquals(5, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(11, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
        assertEquals("5", quiz.value("SELECT count(*) FROM quiz.player WHERE quiz_id = '" + quiz.id() + "'"));
    }

    @Test
    void whoJoinsManyTimesAtOnceIsOnePlayer() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        List<Integer> statuses = atOnce(_ -> join(ada, quiz.code(), "Ada"));

        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(15, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals("1", seats(quiz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "12345678901234567890123456789012345678901", "A\u200bda", "A\u202eda", "A\u0007"})
    void nameMustBeSeen(String name) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        join(ada, quiz.code(), name)
                .then()
                .statusCode(400)
                .body("violations", hasSize(1))
                .body("violations.pointer", contains("/name"));
    }

    @Test
    void anonymousIsRefused() {
        given().contentType("application/json")
                .body("{}")
                .urlEncodingEnabled(false)
                .post("/api/v1/quizzes:join")
                .then()
                .statusCode(401);
    }

    private static Response join(TestUser user, String code, String name) {
        return new Player(user, new UUID(0, 0)).joins(code, name);
    }

    private static String seats(PlayedQuiz quiz) throws SQLException {
        return quiz.value("SELECT taken FROM quiz.quiz_seats WHERE quiz_id = '" + quiz.id() + "'");
    }

    private interface Request {
        Response send(int number);
    }

    private static List<Integer> atOnce(Request request) throws Exception {
        List<Callable<Integer>> requests = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i -> () -> request.send(i).statusCode())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (var status : threads.invokeAll(requests)) {
                statuses.add(status.get());
            }
            return statuses;
        }
    }
}
