package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Importer.QUIZZES;
import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.single;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ImportResourceTest {

    private static final String FILE = file(1, 2);
    private static final String MALFORMED = "#Q No answer?\nA a\nB b\n\n";

    private final Importer ada = Importer.fresh();

    @Test
    void fileBecomesADraft() {
        Response imported = ada.imports("opentriviaqa", FILE + MALFORMED);

        String id = imported.path("quizzes[0].id");
        imported.then()
                .statusCode(201)
                .header("Location", endsWith(QUIZZES + "/" + id))
                .body("format", equalTo("opentriviaqa"))
                .body("dryRun", equalTo(false))
                .body("questions", equalTo(2))
                .body("quizzes.title", contains("T"))
                .body("quizzes.added", contains(2))
                .body("malformedCount", equalTo(1))
                .body("malformed.line", contains(11));
        JsonObject quiz = ada.reads(QUIZZES + "/" + id);
        assertEquals("T", quiz.getString("title"));
        assertEquals("draft", quiz.getString("status"));
        assertEquals(List.of(question(1), question(2)), ada.questionsOf(QUIZZES + "/" + id));
    }

    @Test
    void dryRunTellsTheSameAndDoesNothing() {
        ada.imports("opentriviaqa", FILE + MALFORMED, "&dryRun=true")
                .then()
                .statusCode(200)
                .header("Location", nullValue())
                .body("dryRun", equalTo(true))
                .body("questions", equalTo(2))
                .body("quizzes.id", contains(nullValue()))
                .body("malformedCount", equalTo(1));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @Test
    void fileOfTooManyQuestionsIsRefused() {
        ada.imports("opentriviaqa", file(1, 501))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:too-many-questions"))
                .body("questions", equalTo(501))
                .body("limit", equalTo(500))
                .body("detail", containsString("split=true"));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @Test
    void fileOfTooManyQuestionsIsSplitWhenAsked() {
        Response imported = ada.imports("opentriviaqa", file(1, 1001), "&split=true");

        imported.then()
                .statusCode(201)
                .body("questions", equalTo(1001))
                .body("quizzes.title", contains("T (1 of 3)", "T (2 of 3)", "T (3 of 3)"))
                .body("quizzes.added", contains(500, 500, 1));
        List<String> ids = imported.path("quizzes.id");
        assertEquals(List.of(question(1001)), ada.questionsOf(QUIZZES + "/" + ids.getLast()));
        assertEquals(question(501), ada.questionsOf(QUIZZES + "/" + ids.get(1)).getFirst());
    }

    @Test
    void fileOfMoreThanTwentyQuizzesIsRefused() {
        String file = "text,right,option1,option2\n" + "?,1,a,b\n".repeat(10_001);

        ada.imports("csv", file, "&split=true")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:too-many-questions"));
    }

    @Test
    void fileWithoutQuestionsIsRefused() {
        ada.imports("opentriviaqa", MALFORMED)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:nothing-to-import"))
                .body("malformedCount", equalTo(1))
                .body("malformed.line", contains(1))
                .body("malformed.reason", contains("has no line that begins with ^, the right answer"));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opentriviaqa", "csv", "gift"})
    void emptyFileIsRefused(String format) {
        ada.imports(format, "").then().statusCode(422).body("type", equalTo("urn:problem:nothing-to-import"));
    }

    @Test
    void onlySomeMalformedRecordsAreToldButAllAreCounted() {
        ada.imports("opentriviaqa", FILE + MALFORMED.repeat(1_001))
                .then()
                .statusCode(201)
                .body("malformedCount", equalTo(1_001))
                .body("malformed", hasSize(1_000));
    }

    @ParameterizedTest
    @CsvSource({
        "title=T, format",
        "title=T&format=kahoot, format",
        "title=T&format=json, format",
        "format=csv, title",
        "format=csv&title=%20, title",
        "format=csv&title=T&split=yes, split",
        "format=csv&title=T&dryRun=1, dryRun"
    })
    void parameterThatIsNotAllowedIsNamed(String query, String parameter) {
        ada.posts(QUIZZES + "/imports?" + query, FILE.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query"))
                .body("violations.pointer", contains(parameter));
    }

    @Test
    void titleThatIsTooLongIsRefused() {
        ada.posts(QUIZZES + "/imports?format=csv&title=" + "t".repeat(181), new byte[0])
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("title"));
    }

    @Test
    void fileThatIsTooLargeIsRefused() {
        ada.posts(QUIZZES + "/imports?format=csv&title=T", new byte[4 * 1024 * 1024 + 1])
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:body-too-large"));
    }

    @Test
    void otherMediaTypesAreRefused() {
        ada.user()
                .sends("{}")
                .post(QUIZZES + "/imports?format=csv&title=T")
                .then()
                .statusCode(415)
                .body("type", equalTo("urn:problem:unsupported-media-type"));
    }

    @Test
    void importThatIsSentAgainHappensOnce() {
        Response first = once("k", FILE);
        Response second = once("k", FILE);

        assertEquals(first.asString(), second.asString());
        assertEquals("true", second.header("Idempotency-Replayed"));
        ada.user().request().get(QUIZZES).then().body("items", hasSize(1));
    }

    @Test
    void keyOfAnotherFileIsRefused() {
        once("k", FILE);

        once("k", file(3, 3)).then().statusCode(422).body("type", equalTo("urn:problem:idempotency-key-reused"));
    }

    @Test
    void fileGoesToTheEndOfADraft() {
        String quiz = ada.writes(numeric("First?", "1", "0"));

        append(quiz, "", file(1, 2))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("quizzes.id", contains(quiz.substring(QUIZZES.length() + 1)))
                .body("quizzes.title", contains("Written"))
                .body("quizzes.added", contains(2));
        assertEquals(List.of(numeric("First?", "1", "0"), question(1), question(2)), ada.questionsOf(quiz));
    }

    @Test
    void dryRunChangesNoDraft() {
        String quiz = ada.writes(numeric("First?", "1", "0"));
        JsonObject before = ada.reads(quiz);

        append(quiz, "&dryRun=true", file(1, 2))
                .then()
                .statusCode(200)
                .header("ETag", nullValue())
                .body("dryRun", equalTo(true))
                .body("quizzes.added", contains(2));
        assertEquals(before, ada.reads(quiz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&dryRun=true"})
    void draftTakesNoMoreThanItHasRoomFor(String dryRun) {
        String quiz =
                ada.writes(Collections.nCopies(499, single("?", 0, "a", "b")).toArray(JsonObject[]::new));

        append(quiz, dryRun, file(1, 2)).then().statusCode(409).body("type", equalTo("urn:problem:quiz-full"));
        assertEquals(499, ada.questionsOf(quiz).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&dryRun=true"})
    void quizThatWasOpenedTakesNone(String dryRun) {
        String quiz = ada.writes(single("?", 0, "a", "b"));
        ada.user().request().post(quiz + "/open").then().statusCode(200);

        append(quiz, dryRun, FILE).then().statusCode(409).body("type", equalTo("urn:problem:quiz-not-draft"));
        assertEquals(1, ada.questionsOf(quiz).size());
    }

    @Test
    void draftThatChangedIsLeftAlone() {
        String quiz = ada.writes();

        ada.user()
                .request()
                .contentType("text/plain")
                .header("If-Match", "\"2\"")
                .body(FILE)
                .post(quiz + "/imports?format=opentriviaqa")
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:stale-version"));
        assertEquals(List.of(), ada.questionsOf(quiz));
    }

    @Test
    void othersFindNothing() {
        String quiz = ada.writes();
        TestUser stranger = TestUser.fresh();

        for (String path : List.of(quiz, QUIZZES + "/" + UUID.randomUUID())) {
            for (String file : List.of(FILE, MALFORMED)) {
                new Importer(stranger)
                        .posts(path + "/imports?format=opentriviaqa", file.getBytes(StandardCharsets.UTF_8))
                        .then()
                        .statusCode(404)
                        .body("type", equalTo("urn:problem:not-found"))
                        .body("detail", equalTo("There is no such quiz."));
            }
        }
        assertEquals(List.of(), ada.questionsOf(quiz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/imports", "/01a1fde6-1f17-70ed-a5e9-cf8058ecbacc/imports"})
    void anonymousIsRefused(String path) {
        given().contentType("text/plain")
                .body(FILE)
                .post(QUIZZES + path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    private Response once(String key, String file) {
        return ada.user()
                .request()
                .contentType("text/plain")
                .header("Idempotency-Key", key)
                .body(file)
                .post(QUIZZES + "/imports?format=opentriviaqa&title=T");
    }

    private Response append(String quiz, String query, String file) {
        return ada.posts(quiz + "/imports?format=opentriviaqa" + query, file.getBytes(StandardCharsets.UTF_8));
    }

    private static String file(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "#Q Question " + i + "?\n^ b\nA a\nB b\n\n")
                .collect(Collectors.joining());
    }

    private static JsonObject question(int i) {
        return single("Question " + i + "?", 1, "a", "b");
    }
}
