package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.answer;
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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnswerResourceTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void answersAreCountedAndAddedUp() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(4));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();

        Response saved = ada.answers(right(questions.get(0)), wrong(questions.get(1)), right(questions.get(2)));

        saved.then()
                .statusCode(200)
                .body("inserted", equalTo(3))
                .body("updated", equalTo(0))
                .body("unchanged", equalTo(0))
                .body("rejected", empty());
        assertEquals("200 2 3 1 2 t", totals(quiz, ada));
    }

    @Test
    void everyKindIsJudged() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(
                database, "", singleChoice(), multipleChoice(), numeric(), text(), singleChoice(), numeric(), text());
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(
                options(questions.get(0), 1),
                options(questions.get(1), 0, 2),
                value(questions.get(2), "1.474"),
                text(questions.get(3), " THE red\tone "),
                options(questions.get(4), 2),
                value(questions.get(5), "1.4739"),
                text(questions.get(6), "Ma rs"));

        quiz.does("close");

        assertEquals(
                List.of(true, true, true, true, false, false, false),
                ada.result().getList("answers.isCorrect"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0the\u00a0red one", "the \u00a0 red\u2003one\u202f", "the\u3000red one\u00a0"})
    void blanksOfAnyKindAreBlanks(String text) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        Player ada = quiz.startedPlayer();

        ada.answers(text(quiz.questions().getFirst(), text));

        assertEquals("100 1 1 1 1 t", totals(quiz, ada));
    }

    @Test
    void optionsAreMeantAsTheyWereShown() throws SQLException {
        PlayedQuiz quiz =
                PlayedQuiz.running(database, "shuffles_options = true", ordering(), singleChoice(), multipleChoice());
        for (int i = 0; i < 6; i++) {
            Player player = quiz.startedPlayer();
            List<List<String>> shown = player.questions().jsonPath().getList("questions.options");
            List<String> questions = quiz.questions();

            player.answers(
                            options(questions.get(0), placesOf(shown.get(0), "Venus", "Earth", "Mars")),
                            options(questions.get(1), placesOf(shown.get(1), "Jupiter")),
                            options(questions.get(2), placesOf(shown.get(2), "Uranus", "Saturn")))
                    .then()
                    .body("inserted", equalTo(3));

            assertEquals("300 3 3 3 3 t", totals(quiz, player));
        }
    }

    private static Integer[] placesOf(List<String> shown, String... options) {
        return List.of(options).stream().map(shown::indexOf).toArray(Integer[]::new);
    }

    @Test
    void sameAnswersAgainChangeNothing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(right(questions.get(0)), wrong(questions.get(1)));
        String before = rows(quiz, ada);

        ada.answers(right(questions.get(0)), wrong(questions.get(1)))
                .then()
                .statusCode(200)
                .body("inserted", equalTo(0))
                .body("unchanged", equalTo(2))
                .body("rejected", empty());

        assertEquals(before, rows(quiz, ada));
    }

    @Test
    void anotherAnswerIsRefusedWhereNoneMayBeChanged() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(wrong(questions.get(0)));

        Response refused = ada.answers(right(questions.get(0)), right(questions.get(1)));

        refused.then().statusCode(200).body("inserted", equalTo(1));
        assertEquals(List.of(Map.of("question", questions.get(0), "reason", "already-answered")), rejected(refused));
        assertEquals("100 1 2 1 1 t", totals(quiz, ada));
    }

    @Test
    void changedAnswerReplacesTheEarlierOne() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "answers_changeable = true", texts(3));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(right(questions.get(0)), wrong(questions.get(1)));

        ada.answers(wrong(questions.get(0)), right(questions.get(1)), right(questions.get(2)))
                .then()
                .body("inserted", equalTo(1))
                .body("updated", equalTo(2))
                .body("rejected", empty());

        assertEquals("200 2 3 0 2 t", totals(quiz, ada));
    }

    @Test
    void noRightAnswerIsLeftOfAChangedOne() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "answers_changeable = true", texts(3));
        String question = quiz.questions().getFirst();
        Player ada = quiz.startedPlayer();
        ada.answers(right(question));

        ada.answers(wrong(question));

        assertEquals("0 0 1 0 0 t", totals(quiz, ada));
    }

    @Test
    void whatCannotBeTakenKeepsNothingElseFromBeingSaved() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text(), text(), singleChoice(), text());
        List<String> questions = quiz.questions();
        String ofAnother = PlayedQuiz.running(database, "", text()).questions().getFirst();
        Player ada = quiz.startedPlayer();

        Response saved = ada.answers(
                right(questions.get(0)),
                right(ofAnother),
                wrong(questions.get(1)),
                text(questions.get(2), "Jupiter"),
                right(questions.get(1)),
                right(questions.get(3)));

        saved.then().statusCode(200).body("inserted", equalTo(2));
        assertEquals(
                List.of(
                        Map.of("question", ofAnother, "reason", "unknown-question"),
                        Map.of("question", questions.get(1), "reason", "twice"),
                        Map.of("question", questions.get(2), "reason", "malformed"),
                        Map.of("question", questions.get(1), "reason", "twice")),
                rejected(saved));
        assertEquals("200 2 2 2 2 t", totals(quiz, ada));
    }

    @Test
    void answersThatFitNoQuestionAreMalformed() throws SQLException {
        PlayedQuiz quiz =
                PlayedQuiz.running(database, "", singleChoice(), multipleChoice(), ordering(), numeric(), text());
        List<String> q = quiz.questions();
        Player ada = quiz.startedPlayer();
        List<JsonObject> malformed = List.of(
                options(q.get(0)),
                options(q.get(0), 0, 1),
                options(q.get(0), 3),
                options(q.get(0), -1),
                options(q.get(0), (Integer) null),
                options(q.get(0), 1).put("text", "Jupiter"),
                answer(q.get(0)),
                options(q.get(1)),
                options(q.get(1), 1, 1),
                options(q.get(2), 0, 1),
                options(q.get(2), 0, 1, 2, 0),
                options(q.get(3), 1),
                value(q.get(3), "1e40"),
                value(q.get(4), "1"),
                text(q.get(4), " "),
                text(q.get(4), "\u00a0"),
                text(q.get(4), "x".repeat(501)));

        List<String> reasons = malformed.stream()
                .map(answer -> ada.answers(answer).<String>path("rejected[0].reason"))
                .toList();

        assertEquals(Collections.nCopies(malformed.size(), "malformed"), reasons);
        assertEquals("0 0 0 0 0 f", totals(quiz, ada));
    }

    @Test
    void tooManyAnswersAreRefusedAltogether() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        Player ada = quiz.startedPlayer();
        String question = quiz.questions().getFirst();
        List<JsonObject> many = new ArrayList<>(
                Collections.nCopies(10_000, right(UUID.randomUUID().toString())));
        many.set(0, right(question));

        ada.answers(many).then().statusCode(422).body("type", equalTo("urn:problem:too-many-answers"));

        assertEquals("0 0 0 0 0 f", totals(quiz, ada));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"answers\":[]}", "{\"answers\":[null]}", "{\"answers\":[{\"text\":\"Mars\"}]}"})
    void bodyWithoutAnswersIsRefused(String body) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        Player ada = quiz.startedPlayer();

        ada.sends(new JsonObject(body)).then().statusCode(400).body("type", equalTo("urn:problem:invalid-input"));
    }

    @Test
    void attemptIsOverWithItsLimit() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "time_limit_seconds = 30, grace_ms = 0", text());
        Player ada = quiz.startedPlayer();
        quiz.sql("UPDATE quiz.attempt SET started_at = now() - interval '30 s' WHERE quiz_id = '" + quiz.id() + "'");

        ada.answers(right(quiz.questions().getFirst())).then().body("rejected.reason", contains("too-late"));
    }

    @Test
    void graceIsAddedToTheLimit() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "time_limit_seconds = 30, grace_ms = 10000", text());
        Player ada = quiz.startedPlayer();
        quiz.sql("UPDATE quiz.attempt SET started_at = now() - interval '31 s' WHERE quiz_id = '" + quiz.id() + "'");

        ada.answers(right(quiz.questions().getFirst())).then().body("inserted", equalTo(1));
    }

    @Test
    void questionWithALimitMustHaveBeenShown() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(3));
        Player ada = quiz.startedPlayer();
        String first = ada.next(null).path("questions[0].id");
        List<String> others = new ArrayList<>(quiz.questions());
        others.remove(first);

        Response saved = ada.answers(right(first), right(others.getFirst()));

        saved.then().body("inserted", equalTo(1)).body("rejected.reason", contains("not-shown"));
    }

    @Test
    void questionIsOverWithItsLimit() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "grace_ms = 0", limitedTexts(3));
        Player ada = quiz.startedPlayer();
        String first = ada.next(null).path("questions[0].id");
        quiz.sql("UPDATE quiz.shown_question SET shown_at = now() - interval '31 s' WHERE quiz_id = '" + quiz.id()
                + "'");

        ada.answers(right(first)).then().body("rejected.reason", contains("too-late"));
    }

    @Test
    void onlyTheQuestionThatTheHostHasPutIsAnswered() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host', grace_ms = 0", texts(3));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        quiz.does("next");
        quiz.does("next");

        Response saved = ada.answers(right(questions.get(0)), right(questions.get(1)), right(questions.get(2)));

        saved.then().body("inserted", equalTo(1)).body("rejected.reason", contains("too-late", "not-shown"));
        assertEquals("100 1 1 1 1 t", totals(quiz, ada));
    }

    @Test
    void questionBeforeTheHostsIsAnsweredByWhoeverSentItBefore() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host', grace_ms = 0", limitedTexts(3));
        Player ada = quiz.startedPlayer();
        quiz.does("next");
        quiz.does("next");
        // As if the host did so only while the answer waits.
        quiz.set("current_since = now() + interval '1 hour'");

        Response saved = ada.answers(right(quiz.questions().getFirst()));

        saved.then().body("inserted", equalTo(1)).body("rejected", empty());
        assertEquals("t", quiz.value("""
                SELECT answered_at - previous_since BETWEEN elapsed_ms * interval '1 ms'
                                                        AND (elapsed_ms + 1) * interval '1 ms'
                FROM quiz.answer JOIN quiz.quiz ON quiz.id = quiz_id WHERE quiz_id = '%s'
                """.formatted(quiz.id())));
    }

    @Test
    void limitOfAHostsQuestionRunsSinceItWasPut() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host', grace_ms = 0", limitedTexts(1));
        Player ada = quiz.startedPlayer();
        quiz.does("next");
        quiz.set("current_since = now() - interval '31 s'");

        ada.answers(right(quiz.questions().getFirst())).then().body("rejected.reason", contains("too-late"));
    }

    @Test
    void pointsFallWithTheTimeAndStreaksAddToThem() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(
                database,
                "scoring = 'kahoot', streak_bonus = true, time_limit_seconds = 3600",
                IntStream.range(0, 9).mapToObj(i -> text().put("points", 1_000)).toArray(JsonObject[]::new));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        quiz.sql("UPDATE quiz.attempt SET started_at = now() - interval '30 min' WHERE quiz_id = '" + quiz.id() + "'");

        ada.answers(right(questions.get(0)), right(questions.get(1)));
        ada.answers(questions.subList(2, 7).stream().map(Asked::right).toList());
        ada.answers(wrong(questions.get(7)), right(questions.get(8)));

        // Half of the time is over, which costs a quarter; some milliseconds more are less than half a point.
        assertEquals(
                List.of("750", "850", "950", "1050", "1150", "1250", "1250", "0", "750"), pointsInOrder(quiz, ada));
        assertEquals("8000 8 9 1 8 t", totals(quiz, ada));
    }

    private static List<String> pointsInOrder(PlayedQuiz quiz, Player player) throws SQLException {
        return List.of(quiz.value("""
                SELECT string_agg(answer.points::text, ' ' ORDER BY position)
                FROM quiz.answer JOIN quiz.question ON question.id = answer.question_id
                WHERE answer.user_id = '%s'
                """.formatted(player.user().id())).split(" "));
    }

    @Test
    void lastAnswerFinishesTheAttempt() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();

        ada.answers(right(questions.get(0)), right(questions.get(1)));

        assertEquals(true, ada.result().getString("attempt.finishedAt") != null);
    }

    @Test
    void finishedAttemptTakesNothingMore() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();
        ada.answers(right(questions.get(0)));
        ada.finishes().then().statusCode(200);

        ada.answers(right(questions.get(0)), right(questions.get(1)))
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(1))
                .body("rejected.reason", contains("attempt-finished"));
    }

    @Test
    void closedQuizTakesNothing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        Player ada = quiz.startedPlayer();
        quiz.does("close");

        ada.answers(right(quiz.questions().getFirst()))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-closed"));
        assertEquals("0 0 0 0 0 f", totals(quiz, ada));
    }

    @Test
    void openQuizTakesNothingYet() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.open(database, "", text());
        Player ada = quiz.player();

        ada.answers(right(quiz.questions().getFirst()))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:quiz-is-open"));
    }

    @Test
    void attemptMustHaveBeenStarted() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        Player ada = quiz.player();

        ada.answers(right(quiz.questions().getFirst()))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:attempt-not-started"));
    }

    @Test
    void attemptMustBeNamedWhereThereMayBeSeveral() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "attempts = 3", text());
        Player ada = quiz.startedPlayer();
        JsonObject batch = new JsonObject()
                .put("answers", JsonArray.of(right(quiz.questions().getFirst())));

        ada.sends(batch).then().statusCode(400).body("violations.pointer", contains("/attempt"));
        ada.sends(batch.put("attempt", 1)).then().statusCode(200).body("inserted", equalTo(1));
    }

    @Test
    void everyAnswerOfManyConcurrentRequestsIsThereOnce() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(
                database, "scoring = 'kahoot', streak_bonus = true, time_limit_seconds = 86400", texts(40));
        List<String> questions = quiz.questions();
        Player ada = quiz.startedPlayer();

        // Each question is in two of the requests.
        List<Response> all = atOnce(
                20,
                i -> ada.answers(IntStream.range(0, 4)
                        .mapToObj(j -> right(questions.get((2 * i + j) % 40)))
                        .toList()));

        assertEquals(40, all.stream().mapToInt(saved -> saved.path("inserted")).sum());
        assertEquals(40, all.stream().mapToInt(saved -> saved.path("unchanged")).sum());
        assertEquals("40 40 40 t", quiz.value("""
                SELECT concat_ws(' ', correct, answered, streak,
                                 points = (SELECT sum(points) FROM quiz.answer WHERE answer.user_id = attempt.user_id))
                FROM quiz.attempt WHERE quiz_id = '%s'
                """.formatted(quiz.id())));
        // 0, 100, 200, 300, 400, then 35 times 500: nobody's streak was counted twice.
        assertEquals("18500", quiz.value("""
                SELECT sum(answer.points - 100) FROM quiz.answer WHERE user_id = '%s'
                """.formatted(ada.user().id())));
    }

    @Test
    void answersOfAHundredPlayersAtOnceAreAllThereByACommitEach() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(10));
        List<String> questions = quiz.questions();
        List<Player> players =
                IntStream.range(0, 100).mapToObj(i -> quiz.startedPlayer()).toList();

        List<Response> all = atOnce(
                100,
                i -> players.get(i).answers(questions.stream().map(Asked::right).toList()));

        assertEquals(
                Collections.nCopies(100, 10),
                all.stream().map(saved -> saved.<Integer>path("inserted")).toList());
        assertEquals("1000 100", quiz.value("""
                SELECT count(*) || ' ' || count(DISTINCT xmin::text) FROM quiz.answer WHERE quiz_id = '%s'
                """.formatted(quiz.id())));
    }

    @Test
    void everyAnswerThatWasAcknowledgedIsThereWhenTheQuizHasClosedMeanwhile() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(12));
        List<String> questions = quiz.questions();
        List<Player> players =
                IntStream.range(0, 8).mapToObj(i -> quiz.startedPlayer()).toList();

        // The fiftieth request closes the quiz, in the middle of the others.
        List<Response> all = atOnce(
                97, i -> i == 50 ? quiz.does("close") : players.get(i % 8).answers(right(questions.get(i / 8 % 12))));

        all.remove(50);
        long acknowledged = all.stream()
                .filter(saved -> saved.statusCode() == 200)
                .mapToInt(saved -> saved.path("inserted"))
                .sum();
        assertEquals(acknowledged + " " + acknowledged, quiz.value("""
                SELECT concat_ws(' ', (SELECT count(*) FROM quiz.answer WHERE quiz_id = '%1$s'), sum(answered))
                FROM quiz.attempt WHERE quiz_id = '%1$s'
                """.formatted(quiz.id())));
    }

    private interface Request {
        Response send(int number);
    }

    private static List<Response> atOnce(int count, Request request) throws Exception {
        List<Callable<Response>> requests = IntStream.range(0, count)
                .<Callable<Response>>mapToObj(i -> () -> request.send(i))
                .toList();
        List<Response> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void whoDoesNotPlayFindsNothing() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        quiz.startedPlayer();
        JsonObject answer = right(quiz.questions().getFirst());

        for (Player stranger : List.of(
                new Player(TestUser.fresh(), quiz.id()),
                new Player(quiz.creator(), quiz.id()),
                new Player(TestUser.fresh(), UUID.randomUUID()))) {
            stranger.answers(answer).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
            stranger.answers(wrong(UUID.randomUUID().toString())).then().statusCode(404);
        }
    }

    @Test
    void anonymousIsRefused() {
        given().contentType("application/json")
                .body("{\"answers\":[]}")
                .post("/api/v1/quizzes/" + UUID.randomUUID() + "/answers")
                .then()
                .statusCode(401);
    }

    /** Points, right ones, answers, streak, answers that are right in the table, and whether something was answered at all. */
    private static String totals(PlayedQuiz quiz, Player player) throws SQLException {
        return quiz.value("""
                SELECT concat_ws(' ', points, correct, answered, streak,
                                 (SELECT count(*) FROM quiz.answer WHERE answer.user_id = attempt.user_id AND is_correct),
                                 last_answered_at IS NOT NULL
                                 AND (first_correct_at IS NOT NULL) = (correct > 0)
                                 AND (last_correct_at IS NOT NULL) = (correct > 0))
                FROM quiz.attempt WHERE user_id = '%s' AND quiz_id = '%s'
                """.formatted(player.user().id(), quiz.id()));
    }

    private static String rows(PlayedQuiz quiz, Player player) throws SQLException {
        return quiz.value("""
                SELECT json_agg(attempt) || ' ' || (SELECT json_agg(answer ORDER BY question_id) FROM quiz.answer
                                                    WHERE answer.user_id = '%1$s')
                FROM quiz.attempt WHERE user_id = '%1$s'
                """.formatted(player.user().id()));
    }

    private static List<Map<String, String>> rejected(Response saved) {
        return saved.jsonPath().getList("rejected");
    }
}
