package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.limitedTexts;
import static dev.trainyard.quiz.play.Asked.multipleChoice;
import static dev.trainyard.quiz.play.Asked.numeric;
import static dev.trainyard.quiz.play.Asked.options;
import static dev.trainyard.quiz.play.Asked.ordering;
import static dev.trainyard.quiz.play.Asked.right;
import static dev.trainyard.quiz.play.Asked.singleChoice;
import static dev.trainyard.quiz.play.Asked.text;
import static dev.trainyard.quiz.play.Asked.texts;
import static dev.trainyard.quiz.play.Asked.value;
import static dev.trainyard.quiz.play.Asked.wrong;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AttemptResourceTest {

    // Whatever a question may be called that tells its answer.
    private static final List<String> SECRETS = List.of("right", "accepted", "tolerance", "shuffle");

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void startedAttemptCountsFromOne() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "time_limit_seconds = 60", texts(2));
        Player ada = quiz.player();

        Response started = ada.starts();

        started.then()
                .statusCode(201)
                .header("Location", ada.path("/attempts/1"))
                .body("number", equalTo(1))
                .body("finishedAt", nullValue())
                .body("endsAt", notNullValue())
                .body("answered", equalTo(0))
                .body("points", nullValue());
    }

    @Test
    void startingAgainIsTheSameAttempt() throws SQLException {
        Player ada = PlayedQuiz.running(database, "attempts = 2", text()).player();
        String startedAt = ada.starts().path("startedAt");

        ada.starts().then().statusCode(200).body("number", equalTo(1)).body("startedAt", equalTo(startedAt));
    }

    @Test
    void nextAttemptFollowsAFinishedOne() throws SQLException {
        Player ada = PlayedQuiz.running(database, "attempts = 2", text()).startedPlayer();
        ada.finishes();

        ada.starts().then().statusCode(201).body("number", equalTo(2));
    }

    @Test
    void nextAttemptFollowsOneThatIsOutOfTime() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "attempts = 2, time_limit_seconds = 30", text());
        Player ada = quiz.startedPlayer();
        quiz.sql("UPDATE quiz.attempt SET started_at = now() - interval '31 s' WHERE quiz_id = '" + quiz.id() + "'");

        ada.starts().then().statusCode(201).body("number", equalTo(2));
    }

    @Test
    void noAttemptIsLeftAfterTheLast() throws SQLException {
        Player ada = PlayedQuiz.running(database, "", text()).startedPlayer();
        ada.finishes();

        ada.starts().then().statusCode(409).body("type", equalTo("urn:problem:no-attempts-left"));
    }

    @Test
    void ofManyConcurrentStartsOneStarts() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(database, "attempts = 10", text());
        Player ada = quiz.player();

        List<Integer> statuses = atOnce(ada::starts);

        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(15, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
    }

    @ParameterizedTest
    @CsvSource({"open,quiz-is-open", "closed,quiz-is-closed"})
    void onlyARunningQuizIsPlayed(String status, String problem) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        Player ada = quiz.player();
        if (status.equals("closed")) {
            quiz.does("close");
        }

        ada.starts().then().statusCode(409).body("type", equalTo("urn:problem:" + problem));
    }

    @Test
    void questionsTellNothingOfTheirAnswers() throws SQLException {
        PlayedQuiz quiz =
                PlayedQuiz.running(database, "", singleChoice(), multipleChoice(), ordering(), numeric(), text());
        Player ada = quiz.startedPlayer();

        Response questions = ada.questions();

        questions.then().statusCode(200).body("count", equalTo(5)).body("questions", hasSize(5));
        List<Map<String, Object>> all = questions.jsonPath().getList("questions");
        assertEquals(
                Set.of(
                        "id",
                        "number",
                        "kind",
                        "text",
                        "options",
                        "points",
                        "timeLimitSeconds",
                        "shownAt",
                        "endsAt",
                        "isAnswered"),
                all.getFirst().keySet());
        assertNothingIsTold(questions.asString());
        assertNothingIsTold(ada.looks().asString());
    }

    @Test
    void resultTellsNothingOfTheAnswersBeforeClosing() throws SQLException {
        PlayedQuiz quiz =
                PlayedQuiz.running(database, "", singleChoice(), multipleChoice(), ordering(), numeric(), text());
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(options(questions.get(0), 1), value(questions.get(3), "1.5"), right(questions.get(4)));
        ada.finishes();

        Response result = ada.user().request().get(ada.path("/attempts/1"));

        result.then()
                .body("attempt.answered", equalTo(3))
                .body("attempt.correct", nullValue())
                .body("attempt.points", nullValue())
                .body("answers", hasSize(3))
                .body("answers.isCorrect", contains(nullValue(), nullValue(), nullValue()))
                .body("answers.points", contains(nullValue(), nullValue(), nullValue()))
                .body("answers.given.options", contains(List.of(1), null, null))
                .body("answers.given.text", contains(null, null, "Mars"));
        assertNothingIsTold(result.asString().replace("\"right\":null", ""));
    }

    @Test
    void resultTellsAllAfterClosing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shuffles_options = true", ordering(), numeric(), text());
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        List<String> shown = ada.questions().path("questions[0].options");
        ada.answers(options(questions.get(0), 0, 1, 2), value(questions.get(1), "1.5"));
        quiz.does("close");

        Response result = ada.user().request().get(ada.path("/attempts/1"));

        result.then()
                .body("attempt.correct", equalTo(1))
                .body("attempt.points", equalTo(100))
                .body("answers", hasSize(3))
                .body("answers.isCorrect", contains(false, true, false))
                .body("answers.points", contains(0, 100, 0))
                .body("answers[0].given.options", contains(0, 1, 2))
                .body(
                        "answers[0].right.options",
                        contains(shown.indexOf("Venus"), shown.indexOf("Earth"), shown.indexOf("Mars")))
                .body("answers[1].right.value", equalTo(1.524f))
                .body("answers[2].given", nullValue())
                .body("answers[2].right.texts", contains("Mars", "the Red  one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.52400000000000000000000000001", "123456789012345678901234567890", "0.1", "-3"})
    void numberComesBackWithAllItsDigits(String number) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", numeric(), text());
        Player ada = quiz.startedPlayer();

        ada.answers(value(quiz.questions().getFirst(), number)).then().body("inserted", equalTo(1));

        assertThat(
                ada.user().request().get(ada.path("/attempts/1")).asString(),
                containsString("\"given\":{\"value\":" + number + "}"));
    }

    @Test
    void eachPlayerHasAnOrderThatStays() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(
                database,
                "shuffles_questions = true, shuffles_options = true",
                IntStream.range(0, 12)
                        .mapToObj(i -> singleChoice().put("text", "Question " + i))
                        .toArray(JsonObject[]::new));
        Player ada = quiz.startedPlayer();
        Player grace = quiz.startedPlayer();
        List<String> before = ada.questions().path("questions.text");
        List<List<String>> options = ada.questions().path("questions.options");

        assertEquals(before, ada.questions().path("questions.text"));
        assertEquals(options, ada.questions().path("questions.options"));
        assertNotEquals(before, grace.questions().path("questions.text"));
        assertNotEquals(options, grace.questions().path("questions.options"));
        assertEquals(12, new TreeSet<>(before).size());
        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(), ada.questions().<List<Integer>>path("questions.number"));
    }

    @Test
    void whatIsToBeOrderedIsNeverShownInOrder() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", ordering());
        for (int i = 0; i < 10; i++) {
            assertNotEquals(
                    List.of("Venus", "Earth", "Mars"),
                    quiz.startedPlayer().questions().path("questions[0].options"));
        }
    }

    @Test
    void questionsWithLimitsComeOneByOne() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(2));
        Player ada = quiz.startedPlayer();
        ada.questions().then().body("count", equalTo(2)).body("questions", hasSize(0));

        Response first = ada.next(null);
        Response second = ada.next(first.path("questions[0].id"));

        first.then()
                .statusCode(200)
                .body("questions.number", contains(1))
                .body("questions[0].shownAt", notNullValue())
                .body("questions[0].endsAt", notNullValue());
        second.then().statusCode(200).body("questions.number", contains(2));
        ada.questions().then().body("questions.number", contains(2));
    }

    @Test
    void questionThatIsAskedForAgainKeepsItsClock() throws SQLException {
        Player ada = PlayedQuiz.running(database, "", limitedTexts(2)).startedPlayer();
        String shownAt = ada.next(null).path("questions[0].shownAt");

        ada.next(null).then().statusCode(200).body("questions[0].shownAt", equalTo(shownAt));
    }

    @Test
    void noQuestionIsShownBeforeThoseBeforeIt() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(3));
        Player ada = quiz.startedPlayer();

        for (String unseen : List.of(quiz.questions().get(0), UUID.randomUUID().toString())) {
            ada.next(unseen).then().statusCode(400).body("violations.pointer", contains("/after"));
        }
        ada.questions().then().body("questions", hasSize(0));
    }

    @Test
    void nothingFollowsTheLastQuestion() throws SQLException {
        Player ada = PlayedQuiz.running(database, "", limitedTexts(1)).startedPlayer();
        String last = ada.next(null).path("questions[0].id");

        ada.next(last).then().statusCode(409).body("type", equalTo("urn:problem:no-questions-left"));
    }

    @Test
    void nothingIsShownInAnAttemptThatIsOver() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(2));
        Player ada = quiz.startedPlayer();
        ada.finishes();
        Player grace = quiz.startedPlayer();

        ada.next(null).then().statusCode(409).body("type", equalTo("urn:problem:attempt-finished"));
        quiz.does("close");
        grace.next(null).then().statusCode(409).body("type", equalTo("urn:problem:quiz-is-closed"));
    }

    @Test
    void whereAllQuestionsAreSeenNoneIsAskedFor() throws SQLException {
        Player ada = PlayedQuiz.running(database, "", texts(2)).startedPlayer();

        ada.next(null).then().statusCode(409).body("type", equalTo("urn:problem:not-stepwise"));
    }

    @Test
    void hostsQuestionIsTheOnlyOneToBeSeen() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host'", limitedTexts(3));
        Player ada = quiz.startedPlayer();
        ada.questions().then().body("questions", hasSize(0));
        quiz.does("next");
        quiz.does("next");

        ada.questions()
                .then()
                .body("questions.id", contains(quiz.questions().get(1)))
                .body("questions.number", contains(2))
                .body("questions[0].endsAt", notNullValue());
        ada.looks().then().body("question.number", equalTo(2)).body("question.endsAt", notNullValue());
    }

    @Test
    void finishingAgainChangesNothing() throws SQLException {
        Player ada = PlayedQuiz.running(database, "", texts(2)).startedPlayer();
        String finishedAt = ada.finishes().path("finishedAt");

        ada.finishes().then().statusCode(200).body("finishedAt", equalTo(finishedAt));
    }

    @Test
    void playerSeesHowTheQuizIsPlayed() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(
                database,
                "closes_at = now() + interval '1 hour', attempts = 2, scoring = 'kahoot', time_limit_seconds = 60",
                texts(3));
        Player ada = quiz.startedPlayer();
        ada.sends(new JsonObject("{\"attempt\":1,\"answers\":["
                + wrong(quiz.questions().getFirst()).encode() + "]}"));

        ada.looks()
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("title", equalTo("The planets"))
                .body("players", equalTo(1))
                .body("questionCount", equalTo(3))
                .body("stepwise", equalTo(false))
                .body("settings.pace", equalTo("self"))
                .body("settings.attempts", equalTo(2))
                .body("settings.scoring", equalTo("kahoot"))
                .body("question", nullValue())
                .body("attempts.number", contains(1))
                .body("attempts.answered", contains(1));
        assertTrue(ada.looks().<Integer>path("remainingMs") > 3_500_000);
    }

    @Test
    void othersFindNothing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(1));
        quiz.startedPlayer().next(null);
        Player stranger = new Player(TestUser.fresh(), quiz.id());
        Player creator = new Player(quiz.creator(), quiz.id());
        Player nowhere = new Player(TestUser.fresh(), UUID.randomUUID());
        Player withoutAttempt = quiz.player();

        for (Player other : List.of(stranger, creator, nowhere)) {
            List.of(
                            other.looks(),
                            other.starts(),
                            other.questions(),
                            other.next(null),
                            other.next(UUID.randomUUID().toString()),
                            other.finishes(),
                            other.user().request().get(other.path("/attempts/1")))
                    .forEach(answer -> answer.then().statusCode(404).body("type", equalTo("urn:problem:not-found")));
        }
        List.of(
                        withoutAttempt.questions(),
                        withoutAttempt.next(null),
                        withoutAttempt.finishes(),
                        withoutAttempt.user().request().get(withoutAttempt.path("/attempts/1")))
                .forEach(answer -> answer.then().statusCode(404));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/play",
        "POST,/attempts",
        "GET,/attempts/1",
        "GET,/attempts/1/questions",
        "POST,/attempts/1/questions/next",
        "POST,/attempts/1/finish"
    })
    void anonymousIsRefused(Method method, String suffix) {
        given().contentType("application/json")
                .body("{}")
                .request(method, "/api/v1/quizzes/" + UUID.randomUUID() + suffix)
                .then()
                .statusCode(401);
    }

    private static void assertNothingIsTold(String json) {
        assertEquals(List.of(), SECRETS.stream().filter(json::contains).toList(), json);
    }

    private static List<Integer> atOnce(Callable<Response> request) throws Exception {
        List<Callable<Integer>> requests = IntStream.range(0, 16)
                .<Callable<Integer>>mapToObj(i -> () -> request.call().statusCode())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var status : threads.invokeAll(requests)) {
                statuses.add(status.get());
            }
        }
        return statuses;
    }
}
