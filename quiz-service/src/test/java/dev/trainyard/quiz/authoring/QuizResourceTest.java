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
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QuizResourceTest {

    private final Creator ada = Creator.fresh();

    @Test
    void newQuizIsADraftWithAPlaceAndAVersion() {
        Response created = ada.posts(QUIZZES, quiz(text()).put("description", "For the start of term"));

        created.then()
                .statusCode(201)
                .header("Location", endsWith(QUIZZES + "/" + created.path("id")))
                .header("ETag", "\"1\"")
                .body("title", equalTo("The planets"))
                .body("description", equalTo("For the start of term"))
                .body("status", equalTo("draft"))
                .body("version", equalTo(1));
    }

    @Test
    void newQuizReadsAsItWasAnswered() {
        Response created = ada.posts(QUIZZES, quiz(text(), numeric()));

        Response read = ada.user().request().get(QUIZZES + "/" + created.path("id"));

        assertEquals(created.asString(), read.asString());
        assertEquals("\"1\"", read.header("ETag"));
    }

    @Test
    void questionOfEveryKindComesBackAsItWasWritten() {
        List<JsonObject> written = Stream.of(singleChoice(), multipleChoice(), ordering(), numeric(), text())
                .map(question -> question.put("points", 250).put("timeLimitSeconds", 20))
                .toList();

        String quiz = ada.writes(quiz(written.toArray(JsonObject[]::new)));

        assertEquals(
                written, ada.questionsOf(quiz).stream().map(Bodies::withoutId).toList());
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        JsonObject numeric = numeric();
        numeric.remove("tolerance");

        String quiz = ada.writes(quiz(singleChoice(), numeric));

        assertEquals(
                List.of(withDefaults(singleChoice()), withDefaults(numeric).put("tolerance", 0)),
                ada.questionsOf(quiz).stream().map(Bodies::withoutId).toList());
        assertEquals(null, ada.reads(quiz).getString("description"));
    }

    @Test
    void kindMayComeLastAndCostsNoDigit() {
        String question = "{\"text\":\"?\",\"rightValue\":123456789012.123456,\"tolerance\":0.10,\"kind\":\"numeric\"}";

        Response created = ada.user()
                .sends("{\"title\":\"a\",\"questions\":[" + question + "]}")
                .post(QUIZZES);

        assertTrue(
                created.asString().contains("\"rightValue\":123456789012.123456,\"tolerance\":0.10"),
                created.asString());
    }

    @Test
    void quizMayHaveNoQuestion() {
        String quiz = ada.writes(quiz());

        assertEquals(List.of(), ada.questionsOf(quiz));
    }

    @Test
    void listIsNewestFirstAndAddsTheQuestionsUp() {
        ada.writes(quiz());
        ada.writes(
                quiz(text().put("points", 7), numeric().put("points", 100_000)).put("title", "Two"));

        ada.user()
                .request()
                .get(QUIZZES)
                .then()
                .statusCode(200)
                .body("items.title", contains("Two", "The planets"))
                .body("items.questionCount", contains(2, 0))
                .body("items.totalPoints", contains(100_007, 0))
                .body("items.status", contains("draft", "draft"))
                .body("items[0]", not(hasKey("questions")))
                .body("next", nullValue());
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        List<String> titles = IntStream.range(0, 7).mapToObj(i -> "Quiz " + i).toList();
        titles.forEach(title -> ada.writes(quiz().put("title", title)));

        List<String> read = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = ada.user()
                    .request()
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get(QUIZZES)
                    .jsonPath();
            read.addAll(page.getList("items.title", String.class));
            cursor = page.getString("next");
        }

        assertEquals(titles.reversed(), read);
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,201", "limit,all", "cursor,garbage", "cursor,MTIz"})
    void pageThatCannotBeIsRefused(String parameter, String value) {
        ada.user()
                .request()
                .queryParam(parameter, value)
                .get(QUIZZES)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query"))
                .body("violations.pointer", contains(parameter));
    }

    @Test
    void replacingChangesEverythingButTheIdentity() {
        String quiz = ada.writes(quiz(text()).put("description", "Old"));
        JsonObject before = ada.reads(quiz);

        Response replaced = ada.puts(quiz, "\"1\"", quiz(numeric()).put("title", "New"));

        replaced.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("id", equalTo(before.getString("id")))
                .body("createdAt", equalTo(before.getString("createdAt")))
                .body("title", equalTo("New"))
                .body("description", nullValue())
                .body("questions.kind", contains("numeric"))
                .body("version", equalTo(2));
        assertTrue(before.getInstant("updatedAt").isBefore(Instant.parse(replaced.path("updatedAt"))));
        assertEquals(new JsonObject(replaced.asString()), ada.reads(quiz));
    }

    @Test
    void questionKeepsItsIdWhereverItMoves() {
        String quiz = ada.writes(quiz(singleChoice(), text(), numeric()));
        List<JsonObject> before = ada.questionsOf(quiz);

        ada.puts(quiz, "\"1\"", quiz(before.get(2), ordering(), before.get(0)));

        List<JsonObject> after = ada.questionsOf(quiz);
        assertEquals(before.get(2), after.get(0));
        assertEquals(before.get(0), after.get(2));
        assertEquals(withDefaults(ordering()), withoutId(after.get(1)));
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String quiz = ada.writes(quiz(singleChoice(), multipleChoice(), ordering(), numeric(), text()));
        List<JsonObject> before = ada.questionsOf(quiz);

        ada.puts(quiz, "\"1\"", quiz(before.toArray(JsonObject[]::new)));

        assertEquals(before, ada.questionsOf(quiz));
    }

    @Test
    void idOfNoQuestionHereIsRefused() {
        String quiz = ada.writes(quiz(text()));
        String own = ada.questionsOf(quiz).getFirst().getString("id");
        String ofAnotherQuiz =
                ada.questionsOf(ada.writes(quiz(text()))).getFirst().getString("id");

        Response refused = ada.puts(
                quiz,
                "\"1\"",
                quiz(
                        text().put("id", own),
                        text().put("id", own),
                        text(),
                        text().put("id", ofAnotherQuiz),
                        text().put("id", UUID.randomUUID().toString())));

        refused.then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains("/questions/1/id", "/questions/3/id", "/questions/4/id"));
        assertEquals(1, ada.reads(quiz).getInteger("version"));
        assertEquals(1, ada.questionsOf(quiz).size());
    }

    @Test
    void newQuestionCannotBringItsId() {
        ada.posts(QUIZZES, quiz(text(), text().put("id", UUID.randomUUID().toString())))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/questions/1/id"));
    }

    @Test
    void replacingUnseenIsRefused() {
        String quiz = ada.writes(quiz());

        ada.user()
                .sends(quiz().put("title", "Unseen").encode())
                .put(quiz)
                .then()
                .statusCode(428)
                .body("type", equalTo("urn:problem:precondition-required"));
        assertEquals("The planets", ada.reads(quiz).getString("title"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"0\"", "W/\"1\"", "1", "\"1", "\"a\""})
    void replacingAnotherVersionIsRefused(String ifMatch) {
        String quiz = ada.writes(quiz());

        ada.puts(quiz, ifMatch, quiz().put("title", "Stale"))
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        assertEquals("The planets", ada.reads(quiz).getString("title"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\""})
    void replacingAVersionThatIsNamedWorks(String ifMatch) {
        String quiz = ada.writes(quiz());

        ada.puts(quiz, ifMatch, quiz()).then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void oneOfManyConcurrentWritersWins() throws Exception {
        String quiz = ada.writes(quiz(text(), text()));
        List<Integer> statuses =
                sixteenAtOnce(i -> ada.puts(quiz, "\"1\"", quizOf(i + 1).put("title", "Writer " + i)));

        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals(15, statuses.stream().filter(status -> status == 412).count(), statuses.toString());
        JsonObject left = ada.reads(quiz);
        assertEquals(2, left.getInteger("version"));
        assertEquals(
                "Writer " + (left.getJsonArray("questions").size() - 1), left.getString("title"), "Two writers mixed");
    }

    @Test
    void deletedQuizIsGoneWithItsQuestions() {
        String quiz = ada.writes(quiz(text()));
        String question = ada.questionPathsOf(quiz).getFirst();

        ada.user().request().delete(quiz).then().statusCode(204);

        for (String gone : List.of(quiz, question)) {
            ada.user().request().get(gone).then().statusCode(404).body("type", equalTo("urn:problem:not-found"));
        }
        ada.user().request().delete(quiz).then().statusCode(404);
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @Test
    void deletingAnotherVersionThanTheNamedOneIsRefused() {
        String quiz = ada.writes(quiz());

        ada.user().request().header("If-Match", "\"2\"").delete(quiz).then().statusCode(412);
        assertEquals("The planets", ada.reads(quiz).getString("title"));
    }

    @Test
    void creationThatIsSentAgainHappensOnce() {
        String body = quiz(text()).encode();
        Response first = ada.user().sends(body).header("Idempotency-Key", "k").post(QUIZZES);
        Response second = ada.user().sends(body).header("Idempotency-Key", "k").post(QUIZZES);

        assertEquals(first.asString(), second.asString());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals("\"1\"", second.header("ETag"));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(1));
    }

    @Test
    void keyOfAnotherQuizIsRefused() {
        ada.user().sends(quiz(text()).encode()).header("Idempotency-Key", "k").post(QUIZZES);

        ada.user()
                .sends(quiz(numeric()).encode())
                .header("Idempotency-Key", "k")
                .post(QUIZZES)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
    }

    @Test
    void othersFindNothing() {
        OtherUsers.findNothingAt(
                ada.user(),
                ada.writes(quiz(text())),
                Access.get(),
                Access.put("", quiz().encode()),
                Access.delete(),
                Access.post("/questions", text().encode()));
    }

    @Test
    void othersDoNotSeeItInTheirList() {
        ada.writes(quiz());

        Creator.fresh().user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "POST,''", "GET,/{id}", "PUT,/{id}", "DELETE,/{id}"})
    void anonymousIsRefused(Method method, String suffix) {
        given().contentType("application/json")
                .body(quiz().encode())
                .request(
                        method,
                        QUIZZES + suffix.replace("{id}", UUID.randomUUID().toString()))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }
}
