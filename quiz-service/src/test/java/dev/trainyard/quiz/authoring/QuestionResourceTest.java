package dev.trainyard.quiz.authoring;

import static dev.trainyard.quiz.authoring.Bodies.multipleChoice;
import static dev.trainyard.quiz.authoring.Bodies.numeric;
import static dev.trainyard.quiz.authoring.Bodies.ordering;
import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.quizOf;
import static dev.trainyard.quiz.authoring.Bodies.singleChoice;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Bodies.withDefaults;
import static dev.trainyard.quiz.authoring.Bodies.withoutId;
import static dev.trainyard.quiz.authoring.Creator.QUIZZES;
import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class QuestionResourceTest {

    private final Creator ada = Creator.fresh();

    static Stream<JsonObject> kinds() {
        return Stream.of(singleChoice(), multipleChoice(), ordering(), numeric(), text());
    }

    @Test
    void newQuestionComesLast() {
        String quiz = ada.writes(quiz(text(), numeric()));

        Response added = ada.posts(quiz + "/questions", ordering());

        added.then()
                .statusCode(201)
                .header("Location", endsWith(quiz + "/questions/" + added.path("id")))
                .header("ETag", "\"2\"")
                .body("kind", equalTo("ordering"));
        assertEquals(new JsonObject(added.asString()), ada.questionsOf(quiz).getLast());
        assertEquals(2, ada.reads(quiz).getInteger("version"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void questionReadsAsItWasWritten(JsonObject question) {
        String quiz = ada.writes(quiz());

        String path =
                quiz + "/questions/" + ada.posts(quiz + "/questions", question).path("id");

        assertEquals(withDefaults(question), withoutId(ada.reads(path)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void replacedQuestionKeepsItsIdAndPlace(JsonObject question) {
        String quiz = ada.writes(quiz(text(), singleChoice(), numeric()));
        List<JsonObject> before = ada.questionsOf(quiz);

        Response replaced = ada.puts(ada.questionPathsOf(quiz).get(1), "\"1\"", question.put("points", 9));

        replaced.then().statusCode(200).header("ETag", "\"2\"");
        JsonObject expected =
                withDefaults(question).put("points", 9).put("id", before.get(1).getString("id"));
        assertEquals(expected, new JsonObject(replaced.asString()));
        assertEquals(List.of(before.get(0), expected, before.get(2)), ada.questionsOf(quiz));
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();
        JsonObject before = ada.reads(question);

        ada.puts(question, "\"1\"", before).then().statusCode(200);

        assertEquals(before, ada.reads(question));
    }

    @Test
    void entityTagIsThatOfTheQuiz() {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();
        ada.puts(quiz, "\"1\"", quiz(ada.reads(question)));

        ada.user().request().get(question).then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void replacingUnseenIsRefused() {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();

        ada.user()
                .sends(numeric().encode())
                .put(question)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
        assertEquals("text", ada.reads(question).getString("kind"));
    }

    @Test
    void changeOfAnotherVersionIsRefused() {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();
        JsonObject before = ada.reads(quiz);

        Stream.of(
                        ada.puts(question, "\"7\"", numeric()),
                        ada.user()
                                .sends(text().encode())
                                .header("If-Match", "\"7\"")
                                .post(quiz + "/questions"),
                        ada.user().request().header("If-Match", "\"7\"").delete(question))
                .forEach(refused -> refused.then().statusCode(412).body("type", equalTo("urn:problem:stale-version")));
        assertEquals(before, ada.reads(quiz));
    }

    @Test
    void idOfAnotherQuestionIsRefused() {
        String quiz = ada.writes(quiz(text(), numeric()));
        JsonObject first = ada.questionsOf(quiz).getFirst();
        String second = ada.questionPathsOf(quiz).getLast();

        Stream.of(ada.puts(second, "\"1\"", first), ada.posts(quiz + "/questions", first))
                .forEach(refused -> refused.then().statusCode(400).body("violations.pointer", contains("/id")));
        assertEquals(1, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void removedQuestionLeavesNoGap() {
        String quiz = ada.writes(quiz(text(), numeric(), ordering()));
        List<JsonObject> before = ada.questionsOf(quiz);

        ada.user().request().delete(ada.questionPathsOf(quiz).get(1)).then().statusCode(204);

        ada.posts(quiz + "/questions", singleChoice());
        List<JsonObject> after = ada.questionsOf(quiz);
        assertEquals(List.of(before.get(0), before.get(2)), after.subList(0, 2));
        assertEquals(withDefaults(singleChoice()), withoutId(after.get(2)));
        assertEquals(3, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void absentQuestionIsNotFound() {
        String quiz = ada.writes(quiz(text()));
        String absent = quiz + "/questions/" + UUID.randomUUID();
        String ofAnotherQuiz = ada.questionPathsOf(ada.writes(quiz(text()))).getFirst();
        String misplaced = quiz + ofAnotherQuiz.substring(ofAnotherQuiz.indexOf("/questions/"));

        Stream.of(absent, misplaced)
                .flatMap(path -> Stream.of(
                        ada.user().request().get(path),
                        ada.puts(path, "\"1\"", text()),
                        ada.user().request().delete(path)))
                .forEach(refused -> refused.then().statusCode(404).body("type", equalTo("urn:problem:not-found")));
        assertEquals(1, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void fullQuizTakesNoMore() {
        String quiz = ada.writes(quizOf(500));

        ada.posts(quiz + "/questions", text()).then().statusCode(409).body("type", equalTo("urn:problem:quiz-full"));
        assertEquals(500, ada.questionsOf(quiz).size());
        assertEquals(1, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void everyOneOfManyConcurrentAdditionsIsThere() throws Exception {
        String quiz = ada.writes(quiz());
        List<Integer> statuses = sixteenAtOnce(i -> ada.posts(quiz + "/questions", text().put("points", i + 1)));

        assertEquals(Collections.nCopies(16, 201), statuses);
        assertEquals(
                IntStream.rangeClosed(1, 16).boxed().toList(),
                ada.questionsOf(quiz).stream()
                        .map(question -> question.getInteger("points"))
                        .sorted()
                        .toList());
        assertEquals(17, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void oneOfManyConcurrentWritersWins() throws Exception {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();
        List<Integer> statuses = sixteenAtOnce(i -> ada.puts(question, "\"1\"", text().put("points", i + 1)));

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals(15, statuses.stream().filter(status -> status == 412).count(), statuses.toString());
        assertEquals(
                statuses.indexOf(200) + 1,
                ada.reads(question).getInteger("points"),
                "The winner's is not what is there");
    }

    @Test
    void additionThatIsSentAgainHappensOnce() {
        String quiz = ada.writes(quiz());

        Response first =
                ada.user().sends(text().encode()).header("Idempotency-Key", "k").post(quiz + "/questions");
        Response second =
                ada.user().sends(text().encode()).header("Idempotency-Key", "k").post(quiz + "/questions");

        assertEquals(first.asString(), second.asString());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals(1, ada.questionsOf(quiz).size());
    }

    @Test
    void othersFindNothing() {
        String question = ada.questionPathsOf(ada.writes(quiz(text()))).getFirst();

        OtherUsers.findNothingAt(ada.user(), question, Access.get(), Access.put("", text().encode()), Access.delete());
    }

    @ParameterizedTest
    @CsvSource({"POST,''", "GET,/{id}", "PUT,/{id}", "DELETE,/{id}"})
    void anonymousIsRefused(Method method, String suffix) {
        String quiz = ada.writes(quiz(text()));

        given().contentType("application/json")
                .body(text().encode())
                .request(
                        method,
                        quiz + "/questions"
                                + suffix.replace("{id}", UUID.randomUUID().toString()))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
        assertEquals(1, ada.reads(quiz).getInteger("version"));
    }

    @Test
    void questionsOfNoQuizAreNotFound() {
        ada.posts(QUIZZES + "/" + UUID.randomUUID() + "/questions", text())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }
}
