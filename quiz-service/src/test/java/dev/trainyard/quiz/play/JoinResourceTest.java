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
import org.junit.jupiter.params.provider.CsvSource;
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
                .body("title", equalTo("The planets"))
                .body("name", equalTo("Ada of Kiel"));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zo\u00eb Lee", // composed
                "Zoe\u0308 Lee", // of letter and mark
                "Zo\u00eb\u00a0Lee", // a blank that does not break
                "\u00a0Zo\u00eb\u3000 \u2003Lee\u202f"
            })
    void nameIsTakenHoweverItIsEncoded(String name) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        join(TestUser.fresh(), quiz.code(), "Zo\u00eb Lee");

        join(ada, quiz.code(), name).then().statusCode(409).body("type", equalTo("urn:problem:name-taken"));
    }

    @ParameterizedTest
    @CsvSource({
        "\ud83d\ude80, \ud83d\ude80\ufe0f\ufe0f", // a rocket
        "\u2764\ufe0f, \u2764", // a heart
        "\u2764, \u2764\ufe0f",
        "\u2764\ufe0f\u200d\ud83d\udd25, \u2764\u200d\ud83d\udd25", // a heart on fire
        "\u261d\ud83c\udffd, \u261d\ufe0f\ud83c\udffd", // a finger with its skin
        "1\ufe0f\u20e3, 1\u20e3", // a key
        "\u2122, \u2122\ufe0f" // a trade mark
    })
    void emojiIsTheSameWhetherItIsSaidToBeAPictureOrNot(String name, String alike) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        join(TestUser.fresh(), quiz.code(), "Ada " + name);

        join(ada, quiz.code(), "Ada " + alike).then().statusCode(409).body("type", equalTo("urn:problem:name-taken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada \u2764\ufe0f", // a red heart
                "\ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80", // a woman, her skin, a rocket: an astronaut
                "\ud83c\udff3\ufe0f\u200d\ud83c\udf08", // a flag with a rainbow
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", // a family
                "1\ufe0f\u20e3", // a key
                "\ud83c\udde9\ud83c\uddea", // a country
                "\u261d\ud83c\udffd", // a finger with its skin
                "Ada\u2122",
                "Ada 1 #2 *3",
                "Zo\u00eb"
            })
    void nameOfEmojiIsShownAsItIs(String name) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());

        join(ada, quiz.code(), name).then().statusCode(201).body("name", equalTo(name));
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
    @ValueSource(
            strings = {
                "",
                "  ",
                "\u00a0",
                "\u3000\u2003",
                "12345678901234567890123456789012345678901",
                // Each is of three signs once it is normalized.
                "\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c\ufb2c",
                "A\u200bda",
                "A\u202eda",
                "A\u0007",
                "A\u200dda",
                "Ada\u200d",
                "Ada\u200d\ud83d\ude80",
                "\ud83d\ude80\u200d",
                "\ud83d\ude80\u200dAda",
                "1\u200d\ud83d\ude80",
                "Ada\ufe0f",
                "Ada1\ufe0f",
                "\u2764\ufe0f\ufe0f",
                "\u2764\ufe0e",
                "Ada\udb40\udd00",
                "Ada\u034f",
                "Ada\u115f",
                "\u1160",
                "\u3164",
                "Ada\uffa0",
                "Ada\u2800"
            })
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
