package dev.trainyard.quiz.authoring;

import static dev.trainyard.quiz.authoring.Bodies.multipleChoice;
import static dev.trainyard.quiz.authoring.Bodies.numeric;
import static dev.trainyard.quiz.authoring.Bodies.ordering;
import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.quizOf;
import static dev.trainyard.quiz.authoring.Bodies.singleChoice;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Creator.QUIZZES;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BoundsTest {

    private static final String LONG_TEXT = "a".repeat(2_000);

    private final Creator ada = Creator.fresh();

    static Stream<Arguments> badQuizzes() {
        return Stream.of(
                arguments("/title", quiz().putNull("title")),
                arguments("/title", quiz().put("title", "")),
                arguments("/title", quiz().put("title", " \t")),
                arguments("/title", quiz().put("title", "a".repeat(201))),
                arguments("/title", quiz().put("title", 1)),
                arguments("/title", quiz().put("title", "a\u0000b")),
                arguments("/description", quiz().put("description", "a".repeat(2_001))),
                arguments("/questions", quiz().putNull("questions")),
                arguments("/questions", quizOf(501)),
                arguments("/questions", quiz().put("questions", new JsonObject())),
                arguments(
                        "/questions/1",
                        quiz().put("questions", new JsonArray().add(text()).addNull())),
                arguments("/questions/0/kind", quiz().put("questions", JsonArray.of("text"))),
                arguments("/status", quiz().put("status", "open")),
                arguments("/id", quiz().put("id", "01890000-0000-7000-8000-000000000000")));
    }

    static Stream<Arguments> badQuestions() {
        return Stream.of(
                // Every kind
                arguments("/kind", text().put("kind", "essay")),
                arguments("/kind", text().putNull("kind")),
                arguments("/kind", without("kind", text())),
                arguments("/kind", text().put("kind", new JsonObject())),
                arguments("/id", text().put("id", "1")),
                arguments("/id", text().put("id", "01890000-0000-7000-8000-000000000000")),
                arguments("/text", without("text", text())),
                arguments("/text", text().put("text", " ")),
                arguments("/text", text().put("text", LONG_TEXT + "a")),
                arguments("/text", text().put("text", 1)),
                arguments("/points", text().put("points", 0)),
                arguments("/points", text().put("points", 100_001)),
                arguments("/points", text().put("points", 1.5)),
                arguments("/points", text().put("points", "1")),
                arguments("/timeLimitSeconds", text().put("timeLimitSeconds", 4)),
                arguments("/timeLimitSeconds", text().put("timeLimitSeconds", 3_601)),
                arguments("/timeLimitSeconds", text().put("timeLimitSeconds", 5.5)),
                arguments("/answer", text().put("answer", "Mars")),
                // Options
                arguments("/options", without("options", singleChoice())),
                arguments("/options", ordering().put("options", JsonArray.of("Mars"))),
                arguments("/options", ordering().put("options", numbered(13))),
                arguments("/options", ordering().put("options", "Mars")),
                arguments("/options/1", ordering().put("options", JsonArray.of("Mars", ""))),
                arguments("/options/1", ordering().put("options", JsonArray.of("Mars", 2))),
                arguments(
                        "/options/0",
                        ordering().put("options", new JsonArray().addNull().add("Mars"))),
                arguments("/options/2", ordering().put("options", JsonArray.of("Mars", "Venus", "a".repeat(501)))),
                arguments("/options/2", ordering().put("options", JsonArray.of("Mars", "Venus", "Mars"))),
                arguments("/options/1", singleChoice().put("options", JsonArray.of("Mars", " Mars ", "Venus"))),
                arguments("/options/2", multipleChoice().put("options", JsonArray.of("Mars", "Venus", "Venus"))),
                // Single choice
                arguments("/rightOption", without("rightOption", singleChoice())),
                arguments("/rightOption", singleChoice().put("rightOption", -1)),
                arguments("/rightOption", singleChoice().put("rightOption", 3)),
                arguments("/rightOption", singleChoice().put("rightOption", JsonArray.of(1))),
                arguments("/rightOptions", singleChoice().put("rightOptions", JsonArray.of(1))),
                // Multiple choice
                arguments("/rightOptions", without("rightOptions", multipleChoice())),
                arguments("/rightOptions", multipleChoice().put("rightOptions", new JsonArray())),
                arguments("/rightOptions", multipleChoice().put("rightOptions", 1)),
                arguments("/rightOptions/1", multipleChoice().put("rightOptions", JsonArray.of(0, 3))),
                arguments("/rightOptions/1", multipleChoice().put("rightOptions", JsonArray.of(0, -1))),
                arguments("/rightOptions/2", multipleChoice().put("rightOptions", JsonArray.of(0, 1, 0))),
                arguments("/rightOptions/0", multipleChoice().put("rightOptions", new JsonArray().addNull())),
                // Ordering
                arguments("/rightOptions", ordering().put("rightOptions", JsonArray.of(2, 1, 0))),
                // Numeric
                arguments("/rightValue", without("rightValue", numeric())),
                arguments("/rightValue", numeric().put("rightValue", "1")),
                arguments("/rightValue", numeric().put("rightValue", 1_000_000_000_000L)),
                arguments("/rightValue", numeric().put("rightValue", new BigDecimal("0.1234567"))),
                arguments("/tolerance", numeric().put("tolerance", -1)),
                arguments("/tolerance", numeric().put("tolerance", 1_000_000_000_000L)),
                arguments("/tolerance", numeric().put("tolerance", new BigDecimal("0.1234567"))),
                arguments("/options", numeric().put("options", JsonArray.of("1", "2"))),
                // Text
                arguments("/acceptedTexts", without("acceptedTexts", text())),
                arguments("/acceptedTexts", text().put("acceptedTexts", new JsonArray())),
                arguments("/acceptedTexts", text().put("acceptedTexts", numbered(21))),
                arguments("/acceptedTexts/0", text().put("acceptedTexts", JsonArray.of(""))),
                arguments("/acceptedTexts/0", text().put("acceptedTexts", JsonArray.of("a".repeat(501)))),
                arguments("/acceptedTexts/1", text().put("acceptedTexts", JsonArray.of("Mars", "Mars"))));
    }

    static Stream<JsonObject> questionsAtTheirBounds() {
        return Stream.of(
                text().put("points", 1).put("timeLimitSeconds", 5),
                text().put("points", 100_000).put("timeLimitSeconds", 3_600),
                text().put("text", LONG_TEXT),
                text().put("acceptedTexts", JsonArray.of("a".repeat(500))),
                text().put("acceptedTexts", numbered(20)),
                ordering().put("options", JsonArray.of("a", "b")),
                ordering().put("options", numbered(12)),
                singleChoice().put("rightOption", 0),
                singleChoice().put("rightOption", 2),
                multipleChoice().put("rightOptions", JsonArray.of(1)),
                multipleChoice().put("rightOptions", JsonArray.of(2, 1, 0)),
                numeric().put("rightValue", new BigDecimal("-999999999999.999999")),
                numeric().put("rightValue", 0).put("tolerance", new BigDecimal("999999999999.999999")));
    }

    @ParameterizedTest
    @MethodSource("badQuizzes")
    void badQuizIsRefusedWithThePlace(String pointer, JsonObject quiz) {
        isRefusedAt(pointer, ada.posts(QUIZZES, quiz));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @MethodSource("badQuestions")
    void badQuestionOfAQuizIsRefusedWithThePlace(String pointer, JsonObject question) {
        isRefusedAt("/questions/1" + pointer, ada.posts(QUIZZES, quiz(text(), question)));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @MethodSource("badQuestions")
    void badSingleQuestionIsRefusedWithThePlace(String pointer, JsonObject question) {
        String quiz = ada.writes(quiz());
        isRefusedAt(pointer, ada.posts(quiz + "/questions", question));
        assertEquals(1, ada.reads(quiz).getInteger("version"));
    }

    @ParameterizedTest
    @MethodSource("questionsAtTheirBounds")
    void questionAtItsBoundsIsTaken(JsonObject question) {
        String quiz = ada.writes(quiz(question));
        assertEquals(1, ada.questionsOf(quiz).size());
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        JsonObject question = singleChoice()
                .put("text", "")
                .put("options", JsonArray.of("Mars", "Mars", ""))
                .put("rightOption", 3)
                .put("points", 0);

        ada.posts(QUIZZES, quiz(text(), question).put("title", ""))
                .then()
                .statusCode(400)
                .body(
                        "violations.pointer",
                        containsInAnyOrder(
                                "/title",
                                "/questions/1/text",
                                "/questions/1/options/1",
                                "/questions/1/options/2",
                                "/questions/1/rightOption",
                                "/questions/1/points"));
    }

    @Test
    void longestQuizOfAllIsTaken() {
        JsonArray options = new JsonArray(IntStream.range(0, 12)
                .mapToObj(i -> Character.toString('a' + i).repeat(500))
                .toList());
        JsonObject question = singleChoice().put("text", LONG_TEXT).put("options", options);

        String quiz = ada.writes(quiz(Collections.nCopies(500, question).toArray(JsonObject[]::new))
                .put("title", "a".repeat(200))
                .put("description", LONG_TEXT));

        assertEquals(500, ada.questionsOf(quiz).size());
    }

    @Test
    void longerBodyIsRefused() {
        ada.user()
                .sends("{\"title\":\"" + "a".repeat(4 * 1024 * 1024) + "\"}")
                .post(QUIZZES)
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999"})
    void numberThatIsShortToWriteAndLongToStoreIsRefused(String number) {
        String quiz =
                "{\"title\":\"a\",\"questions\":[{\"kind\":\"numeric\",\"text\":\"a\",\"rightValue\":" + number + "}]}";

        isRefusedAt("/questions/0/rightValue", ada.user().sends(quiz).post(QUIZZES));
        isRefusedAt(
                "/questions/0/rightValue",
                ada.user().sends(quiz).header("Idempotency-Key", "k").post(QUIZZES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void missingBodyIsRefused(String body) {
        ada.user().sends(body).post(QUIZZES).then().statusCode(400).body("type", equalTo("urn:problem:invalid-input"));
    }

    @Test
    void kindThatIsSaidTwiceIsRefused() {
        ada.user()
                .sends("{\"title\":\"a\",\"questions\":[{\"text\":\"a\",\"kind\":\"text\",\"kind\":\"numeric\"}]}")
                .post(QUIZZES)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-json"));
    }

    private static void isRefusedAt(String pointer, Response response) {
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains(pointer));
    }

    private static JsonObject without(String field, JsonObject question) {
        question.remove(field);
        return question;
    }

    private static JsonArray numbered(int count) {
        return new JsonArray(
                IntStream.range(0, count).mapToObj(i -> "Number " + i).toList());
    }
}
