package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Bodies.multipleChoice;
import static dev.trainyard.quiz.authoring.Bodies.numeric;
import static dev.trainyard.quiz.authoring.Bodies.ordering;
import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.singleChoice;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Creator.QUIZZES;
import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.quiz.authoring.Bodies;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What writing still can do with a quiz that is a draft no more. */
@QuarkusTest
class OpenedQuizTest {

    private final Host host = Host.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"open", "running", "closed"})
    void nothingOfItCanBeWritten(String status) {
        String quiz = host.has(status);
        String question = host.creator().questionPathsOf(quiz).getFirst();
        JsonObject before = host.creator().reads(quiz);

        refuses("quiz-not-draft", host.creator().puts(quiz, "*", quiz(numeric())));
        refuses("quiz-not-draft", host.creator().posts(quiz + "/questions", text()));
        refuses("quiz-not-draft", host.creator().puts(question, "*", numeric()));
        refuses("quiz-not-draft", host.user().request().delete(question));
        assertEquals(before, host.creator().reads(quiz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "running"})
    void whatIsPlayedCannotBeRemoved(String status) {
        String quiz = host.has(status);

        refuses("quiz-is-" + status, host.user().request().delete(quiz));
        assertEquals(status, host.creator().reads(quiz).getString("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "closed"})
    void whatIsNotPlayedCanBeRemoved(String status) {
        String quiz = host.has(status);

        host.user().request().delete(quiz).then().statusCode(204);
        host.user().request().get(quiz).then().statusCode(404);
    }

    @Test
    void quizIsNeverOpenedWhileItsLastQuestionGoes() throws Exception {
        String quiz = host.has("draft");
        String question = host.creator().questionPathsOf(quiz).getFirst();

        sixteenAtOnce(i ->
                i % 2 == 0 ? host.does("open", quiz) : host.user().request().delete(question));

        boolean isOpen = host.creator().reads(quiz).getString("status").equals("open");
        assertEquals(isOpen ? 1 : 0, host.creator().questionsOf(quiz).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "open", "running", "closed"})
    void duplicateIsADraftOfItsOwn(String status) {
        String quiz = host.has(status);

        Response duplicate = host.does("duplicate", quiz);

        duplicate
                .then()
                .statusCode(201)
                .header("Location", endsWith(QUIZZES + "/" + duplicate.path("id")))
                .header("ETag", "\"1\"")
                .body("status", equalTo("draft"))
                .body("version", equalTo(1))
                .body("course.openedAt", nullValue())
                .body("course.joinCode", nullValue())
                .body("title", equalTo("The planets"));
        assertEquals(status, host.creator().reads(quiz).getString("status"));
    }

    @Test
    void duplicateHasTheSameQuestionsAndSettings() {
        JsonObject settings =
                new JsonObject().put("scoring", "classquiz").put("attempts", 2).put("graceMs", 1);
        String quiz = host.creator()
                .writes(quiz(singleChoice(), multipleChoice(), ordering(), numeric(), text().put("points", 7))
                        .put("description", "For the start of term")
                        .put("settings", settings));

        JsonObject duplicate = new JsonObject(host.does("duplicate", quiz).asString());

        JsonObject original = host.creator().reads(quiz);
        for (String same : List.of("title", "description", "settings")) {
            assertEquals(original.getValue(same), duplicate.getValue(same));
        }
        assertEquals(
                host.creator().questionsOf(quiz).stream().map(Bodies::withoutId).toList(),
                host.creator().questionsOf(QUIZZES + "/" + duplicate.getString("id")).stream()
                        .map(Bodies::withoutId)
                        .toList());
    }

    @Test
    void questionsOfADuplicateAreOthers() {
        String quiz = host.has("closed");

        String duplicate = QUIZZES + "/" + host.does("duplicate", quiz).path("id");

        assertTrue(Collections.disjoint(idsOf(quiz), idsOf(duplicate)));
    }

    @Test
    void duplicateOfAnIdempotencyKeyIsMadeOnce() {
        String quiz = host.has("draft");

        Response first = duplicates(quiz);
        Response again = duplicates(quiz);

        assertEquals(first.<String>path("id"), again.path("id"));
    }

    @Test
    void listIsOfAStatus() {
        host.has("draft");
        String open = host.has("open");
        host.has("running");
        host.has("closed");
        String other = host.has("open");

        list("open")
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        contains(Host.idOf(other).toString(), Host.idOf(open).toString()))
                .body("items.status", contains("open", "open"));
    }

    @Test
    void listOfAStatusThatNoneHasIsEmpty() {
        host.has("draft");

        list("closed").then().statusCode(200).body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAFT", "settled", "draft,open"})
    void statusThatIsNoneIsRefused(String status) {
        list(status)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query"))
                .body("violations.pointer", contains("status"));
    }

    private Response list(String status) {
        return host.user().request().queryParam("status", status).get(QUIZZES);
    }

    private Response duplicates(String quiz) {
        return host.user().request().header("Idempotency-Key", "again").post(quiz + "/duplicate");
    }

    private List<String> idsOf(String quiz) {
        return host.creator().questionsOf(quiz).stream()
                .map(question -> question.getString("id"))
                .toList();
    }

    private static void refuses(String code, Response response) {
        response.then().statusCode(409).body("type", equalTo("urn:problem:" + code));
    }
}
