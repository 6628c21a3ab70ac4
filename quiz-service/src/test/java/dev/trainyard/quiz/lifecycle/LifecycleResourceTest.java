package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static dev.trainyard.quiz.lifecycle.Host.paced;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LifecycleResourceTest {

    private final Host host = Host.fresh();

    @Test
    void openedQuizHasACodeAndATime() {
        String quiz = host.has("draft");

        host.does("open", quiz)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("id", equalTo(Host.idOf(quiz).toString()))
                .body("status", equalTo("open"))
                .body("version", equalTo(2))
                .body("course.joinCode", matchesPattern("[A-HJ-NP-Z2-9]{6}"))
                .body("course.openedAt", notNullValue())
                .body("course.startedAt", nullValue())
                .body("course.closesAt", nullValue())
                .body("course.closedAt", nullValue())
                .body("course.currentPosition", nullValue());
    }

    @Test
    void courseReadsWithTheQuizAsItWasAnswered() {
        String quiz = host.has("open");

        JsonObject started = new JsonObject(host.does("start", quiz).asString());

        JsonObject read = host.creator().reads(quiz);
        assertEquals(started.getJsonObject("course"), read.getJsonObject("course"));
        assertEquals("running", read.getString("status"));
        assertEquals(started.getLong("version"), read.getLong("version"));
    }

    @Test
    void twoQuizzesHaveTwoCodes() {
        assertNotEquals(codeOf(host.has("open")), codeOf(host.has("open")));
    }

    @Test
    void quizWithoutQuestionsIsNotOpened() {
        String quiz = host.creator().writes(quiz());

        refuses(409, "quiz-empty", host.does("open", quiz));
        assertEquals("draft", statusOf(quiz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kahoot", "classquiz"})
    void speedNeedsALimit(String scoring) {
        JsonObject settings = new JsonObject().put("scoring", scoring);
        String quiz = host.creator()
                .writes(quiz(text().put("timeLimitSeconds", 20), text()).put("settings", settings));

        refuses(409, "time-limit-missing", host.does("open", quiz));
    }

    @Test
    void limitOfEachQuestionIsEnoughForSpeed() {
        JsonObject settings = new JsonObject().put("scoring", "kahoot");
        String quiz =
                host.creator().writes(quiz(text().put("timeLimitSeconds", 20)).put("settings", settings));

        host.does("open", quiz).then().statusCode(200);
    }

    @Test
    void limitOfTheWholeIsEnoughForSpeed() {
        JsonObject settings = new JsonObject().put("scoring", "kahoot").put("timeLimitSeconds", 60);
        String quiz = host.creator().writes(quiz(text()).put("settings", settings));

        host.does("open", quiz).then().statusCode(200);
    }

    @Test
    void startedQuizRunsUntilSomebodyClosesIt() {
        String quiz = host.has("open");

        host.does("start", quiz)
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("course.joinCode", notNullValue())
                .body("course.startedAt", notNullValue())
                .body("course.closesAt", nullValue())
                .body("course.currentPosition", nullValue());
    }

    @Test
    void hostedQuizWithALimitClosesByThen() {
        JsonObject settings = new JsonObject().put("pace", "host").put("timeLimitSeconds", 600);
        String quiz = host.opens(quiz(text()).put("settings", settings));

        Response started = host.does("start", quiz);

        assertEquals(instant(started, "course.startedAt").plusSeconds(600), instant(started, "course.closesAt"));
    }

    @Test
    void limitOfAHostedQuizCannotBePutOff() {
        JsonObject settings = new JsonObject().put("pace", "host").put("timeLimitSeconds", 600);
        String quiz = host.starts(quiz(text()).put("settings", settings));
        String end = courseOf(quiz).getString("closesAt");

        closing(quiz, inThe(Duration.ofDays(1)).toString()).then().body("course.closesAt", equalTo(end));
        host.user().request().delete(quiz + "/closing").then().body("course.closesAt", equalTo(end));
    }

    @Test
    void limitOfAnAttemptDoesNotCloseTheQuiz() {
        String quiz = host.opens(quiz(text()).put("settings", new JsonObject().put("timeLimitSeconds", 600)));

        host.does("start", quiz).then().statusCode(200).body("course.closesAt", nullValue());
    }

    @Test
    void hostPutsOneQuestionAfterTheOther() {
        String quiz = host.starts(paced(text(), text()));

        host.does("next", quiz)
                .then()
                .statusCode(200)
                .body("course.currentPosition", equalTo(1))
                .body("course.currentSince", notNullValue());
        host.does("next", quiz).then().statusCode(200).body("course.currentPosition", equalTo(2));
        refuses(409, "no-question-left", host.does("next", quiz));
    }

    @Test
    void questionThatIsPutTwiceIsPutOnce() {
        String quiz = host.starts(paced(text(), text()));
        Response first = puts(quiz, 1);

        Response again = puts(quiz, 1);

        assertEquals(200, again.statusCode());
        assertEquals(first.asString(), again.asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void questionThatIsNotNextIsNotPut(int position) {
        String quiz = host.starts(paced(text(), text(), text(), text()));
        puts(quiz, 1);
        puts(quiz, 2);

        Response refused = puts(quiz, position);

        refuses(409, "question-not-next", refused);
        assertEquals(2, (int) refused.path("currentPosition"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "1.0", "last"})
    void positionOutOfBoundsIsRefused(String position) {
        host.user()
                .request()
                .queryParam("position", position)
                .post(host.has("running") + "/next")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].in", equalTo("query"))
                .body("violations[0].pointer", equalTo("position"));
    }

    @Test
    void nextOfAnIdempotencyKeyIsPutOnce() {
        String quiz = host.starts(paced(text(), text()));

        for (int i = 0; i < 2; i++) {
            host.user().request().header("Idempotency-Key", "first").post(quiz + "/next");
        }

        assertEquals(1, courseOf(quiz).getInteger("currentPosition"));
    }

    @Test
    void sixteenAtOncePutOneQuestionIfTheySayWhich() throws Exception {
        String quiz = host.starts(paced(text(), text(), text()));

        var statuses = sixteenAtOnce(i -> puts(quiz, 1));

        assertEquals(Collections.nCopies(16, 200), statuses);
        assertEquals(1, courseOf(quiz).getInteger("currentPosition"));
    }

    @Test
    void playersAtTheirOwnSpeedHaveNoHost() {
        refuses(409, "quiz-without-host", host.does("next", host.starts(quiz(text()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "running"})
    void closedQuizHasAnEndAndNoCode(String status) {
        String quiz = host.has(status);

        host.does("close", quiz)
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("course.joinCode", nullValue())
                .body("course.openedAt", notNullValue())
                .body("course.closedAt", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "open,open",
        "open,running",
        "open,closed",
        "start,draft",
        "start,running",
        "start,closed",
        "next,draft",
        "next,open",
        "next,closed",
        "close,draft",
        "close,closed"
    })
    void whatTheStatusDoesNotAllowIsRefused(String verb, String status) {
        String quiz = host.has(status);
        JsonObject before = host.creator().reads(quiz);

        refuses(409, "quiz-is-" + status, host.does(verb, quiz));
        assertEquals(before, host.creator().reads(quiz));
    }

    @ParameterizedTest
    @CsvSource({"open,draft", "start,open", "close,running"})
    void oneOfSixteenAtOnceDoesIt(String verb, String status) throws Exception {
        String quiz = host.has(status);

        var statuses = sixteenAtOnce(i -> host.does(verb, quiz));

        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(15, Collections.frequency(statuses, 409));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "running"})
    void endOfAQuizCanBeSetAndTakenBack(String status) {
        String quiz = host.has(status);
        String tomorrow = inThe(Duration.ofDays(1)).toString();

        closing(quiz, tomorrow).then().statusCode(200).body("course.closesAt", equalTo(tomorrow));
        host.user().request().delete(quiz + "/closing").then().statusCode(200).body("course.closesAt", nullValue());
    }

    @Test
    void setEndOutlivesTheStart() {
        String quiz = host.has("open");
        String tomorrow = inThe(Duration.ofDays(1)).toString();
        closing(quiz, tomorrow);

        host.does("start", quiz).then().body("course.closesAt", equalTo(tomorrow));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "P367D"})
    void endThatIsOverOrFarAwayIsRefused(String away) {
        String quiz = host.has("running");

        closing(quiz, inThe(Duration.parse(away)).toString())
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations[0].pointer", equalTo("/closesAt"));
        assertEquals(null, courseOf(quiz).getString("closesAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"closesAt\":null}", "{\"closesAt\":\"tomorrow\"}", "{\"closesAt\":1}"})
    void endThatIsNoTimeIsRefused(String body) {
        String quiz = host.has("running");

        host.user()
                .sends(body)
                .put(quiz + "/closing")
                .then()
                .statusCode(400)
                .body("violations[0].pointer", equalTo("/closesAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "closed"})
    void onlyWhatIsPlayedHasAnEndToSet(String status) {
        String quiz = host.has(status);

        refuses(
                409,
                "quiz-is-" + status,
                closing(quiz, inThe(Duration.ofDays(1)).toString()));
        refuses(409, "quiz-is-" + status, host.user().request().delete(quiz + "/closing"));
    }

    @Test
    void everyChangeIsAVersion() {
        String quiz = host.starts(paced(text()));

        puts(quiz, 1);

        assertEquals(4, host.creator().reads(quiz).getInteger("version"));
        assertTrue(host.creator()
                .reads(quiz)
                .getInstant("updatedAt")
                .isAfter(host.creator().reads(quiz).getInstant("createdAt")));
    }

    @Test
    void strangersFindNothing() {
        OtherUsers.findNothingAt(
                host.user(),
                host.has("running"),
                Access.post("/open", null),
                Access.post("/start", null),
                Access.post("/next", null),
                Access.post("/next?position=1", null),
                Access.post("/close", null),
                Access.post("/duplicate", null),
                Access.put("/closing", "{\"closesAt\":\"" + inThe(Duration.ofDays(1)) + "\"}"),
                Access.delete("/closing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "start", "next", "close", "duplicate"})
    void anonymousIsRefused(String verb) {
        given().post(host.has("draft") + "/" + verb).then().statusCode(401);
    }

    private Response puts(String quiz, int position) {
        return host.does("next?position=" + position, quiz);
    }

    private Response closing(String quiz, String closesAt) {
        return host.user()
                .sends(new JsonObject().put("closesAt", closesAt).encode())
                .put(quiz + "/closing");
    }

    private JsonObject courseOf(String quiz) {
        return host.creator().reads(quiz).getJsonObject("course");
    }

    private String codeOf(String quiz) {
        return courseOf(quiz).getString("joinCode");
    }

    private String statusOf(String quiz) {
        return host.creator().reads(quiz).getString("status");
    }

    private static Instant inThe(Duration away) {
        return Instant.ofEpochSecond(Instant.now().plus(away).getEpochSecond());
    }

    private static Instant instant(Response response, String path) {
        return Instant.parse(response.path(path));
    }

    private static void refuses(int status, String code, Response response) {
        response.then().statusCode(status).body("type", equalTo("urn:problem:" + code));
    }
}
