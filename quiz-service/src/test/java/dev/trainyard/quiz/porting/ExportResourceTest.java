package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Importer.QUIZZES;
import static dev.trainyard.quiz.porting.Questions.multiple;
import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.ordering;
import static dev.trainyard.quiz.porting.Questions.single;
import static dev.trainyard.quiz.porting.Questions.text;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ExportResourceTest {

    private static final String ATTEMPTS =
            "player,attempt,points,correct,answered,startedAt,finishedAt,lastAnsweredAt\r\n";
    private static final String ANSWERS = "player,attempt,question,text,given,correct,points,elapsedMs,answeredAt\r\n";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    ResultExport export;

    @Inject
    PortingSlots slots;

    @Inject
    PortingConfig config;

    private final Importer ada = Importer.fresh();

    @Test
    void attemptsAreInTheOrderOfNames() throws SQLException {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        plays(quiz, "bob", "=Bob", 1, 90);
        plays(quiz, "bob", "=Bob", 2, 120);
        plays(quiz, "anna", "anna", 1, 5);
        joins(quiz, "carl", "Carl");
        close(quiz);

        results(quiz, "")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"results.csv\"")
                .header("Cache-Control", "no-store")
                .body(equalTo(ATTEMPTS + """
                        '=Bob,1,90,1,2,2026-01-02T03:04:05Z,2026-01-02T03:04:07Z,2026-01-02T03:04:06.500Z
                        '=Bob,2,120,1,2,2026-01-02T03:04:05Z,2026-01-02T03:04:07Z,2026-01-02T03:04:06.500Z
                        anna,1,5,1,2,2026-01-02T03:04:05Z,2026-01-02T03:04:07Z,2026-01-02T03:04:06.500Z
                        """.replace("\n", "\r\n")));
    }

    @Test
    void answersAreInTheWordsOfTheirQuestions() throws SQLException {
        String quiz = ada.writes(
                single("-Which?", 0, "a", "b, c"),
                multiple("Which ones?", List.of(0, 1), "a", "b", "c"),
                ordering("In order?", "first", "second"),
                numeric("How many?", "3", "0"),
                text("Who?", "me"));
        plays(quiz, "anna", "Anna", 1, 5);
        answers(quiz, "anna", 5, "{\"text\": \"@you\"}", false);
        answers(quiz, "anna", 1, "{\"options\": [1]}", false);
        answers(quiz, "anna", 2, "{\"options\": [0, 2]}", true);
        answers(quiz, "anna", 3, "{\"options\": [1, 0]}", false);
        answers(quiz, "anna", 4, "{\"value\": 3.50}", true);
        joins(quiz, "bob", "Bob");
        close(quiz);

        results(quiz, "&per=answer").then().statusCode(200).body(equalTo(ANSWERS + """
                        Anna,1,1,'-Which?,"b, c",false,0,1500,2026-01-02T03:04:06.500Z
                        Anna,1,2,Which ones?,a | c,true,100,1500,2026-01-02T03:04:06.500Z
                        Anna,1,3,In order?,second | first,false,0,1500,2026-01-02T03:04:06.500Z
                        Anna,1,4,How many?,3.50,true,100,1500,2026-01-02T03:04:06.500Z
                        Anna,1,5,Who?,'@you,false,0,1500,2026-01-02T03:04:06.500Z
                        """.replace("\n", "\r\n")));
    }

    @Test
    void resultsGoOnBehindAPage() throws SQLException {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        execute("""
                INSERT INTO quiz.player (user_id, quiz_id, creator_id, name)
                SELECT user_id || '-' || n, id, user_id, 'Player ' || to_char(n, 'FM0000')
                FROM quiz.quiz, generate_series(1, 1234) AS n WHERE id = ?::uuid
                """, idOf(quiz));
        execute("""
                INSERT INTO quiz.attempt (user_id, quiz_id, number, creator_id, points)
                SELECT user_id, quiz_id, 1, creator_id, 10 FROM quiz.player
                WHERE quiz_id = ?::uuid AND name > 'Player 0600'
                """, idOf(quiz));
        close(quiz);

        var lines = results(quiz, "").asString().lines().toList();

        assertEquals(1 + 634, lines.size());
        assertThat(lines.get(1), startsWith("Player 0601,1,10,"));
        assertThat(lines.getLast(), startsWith("Player 1234,1,10,"));
    }

    @Test
    void resultsOfNobodyAreAHeader() {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);

        results(quiz, "").then().statusCode(200).body(equalTo(ATTEMPTS));
        results(quiz, "&per=answer").then().statusCode(200).body(equalTo(ANSWERS));
    }

    @Test
    void thereAreNoResultsBeforeTheQuizIsSettled() throws SQLException {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);
        execute("UPDATE quiz.quiz SET settled_at = NULL WHERE id = ?::uuid", idOf(quiz));

        results(quiz, "").then().statusCode(409).body("type", equalTo("urn:problem:quiz-not-settled"));
    }

    @ParameterizedTest
    @CsvSource({"'', quiz-is-draft", "open, quiz-is-open", "open start, quiz-is-running"})
    void thereAreNoResultsBeforeTheEnd(String steps, String problem) {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        Stream.of(steps.split(" ", -1))
                .filter(step -> !step.isEmpty())
                .forEach(step -> ada.user().request().post(quiz + "/" + step));

        results(quiz, "").then().statusCode(409).body("type", equalTo("urn:problem:" + problem));
    }

    @ParameterizedTest
    @CsvSource({
        "results, format",
        "results?format=json, format",
        "results?format=csv&per=day, per",
        "export, format",
        "export?format=xml, format"
    })
    void parameterThatIsNotAllowedIsNamed(String path, String parameter) {
        ada.user()
                .request()
                .get(ada.writes() + "/" + path)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("query"))
                .body("violations.pointer", contains(parameter));
    }

    @Test
    void quizAsJsonIsADraftWithoutIds() {
        String quiz = ada.writes(text("Who?", "me"));

        Response exported = ada.exports(quiz, "json");

        exported.then()
                .statusCode(200)
                .contentType("application/json;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"quiz.json\"")
                .body("title", equalTo("Written"))
                .body("questions.acceptedTexts", contains(List.of("me")))
                .body("$", not(hasKey("id")))
                .body("$", not(hasKey("version")))
                .body("questions[0]", not(hasKey("id")));
    }

    @Test
    void oneMoreThanMayBeUnreadAtOnceIsRefused() throws Exception {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);
        List<InputStream> unread = new ArrayList<>();
        Response refused;
        try {
            for (int i = 0; i < config.maxFiles(); i++) {
                unread.add(export.of(ada.user().id(), UUID.fromString(idOf(quiz)), ResultLines.ATTEMPT));
            }

            refused = results(quiz, "");
        } finally {
            for (InputStream each : unread) {
                each.close();
                each.close();
            }
        }

        refused.then()
                .statusCode(503)
                .header("Retry-After", Integer::parseInt, lessThan(60))
                .body("type", equalTo("urn:problem:overloaded"));
        assertEquals(config.maxFiles(), placesFor(quiz));
    }

    @Test
    void fileThatNobodyReadsMakesRoomWithTheEndOfItsRequest() throws Exception {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);

        ada.user().request().head(quiz + "/results?format=csv").then().statusCode(200);

        await().untilAsserted(() -> assertEquals(config.maxFiles(), placesFor(quiz)));
    }

    @Test
    void fileThatCannotBeWrittenMakesRoom() throws Exception {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);
        Callable<Response> request = () -> results(quiz, "");
        for (int i = 0; i < config.maxAtOnce(); i++) {
            Callable<Response> inside = request;
            request = () -> slots.with(inside::call);
        }

        request.call().then().statusCode(503);

        assertEquals(config.maxFiles(), placesFor(quiz));
    }

    /** How many more files there may be. */
    private int placesFor(String quiz) throws Exception {
        List<InputStream> unread = new ArrayList<>();
        try {
            while (unread.size() < 2 * config.maxFiles()) {
                unread.add(export.of(ada.user().id(), UUID.fromString(idOf(quiz)), ResultLines.ATTEMPT));
            }
            return unread.size();
        } catch (Problem full) {
            return unread.size();
        } finally {
            for (InputStream each : unread) {
                each.close();
            }
        }
    }

    @Test
    void pagesOfResultsReadRangesOfIndexes() throws SQLException {
        String attempts = Plan.of(database, "quiz", ResultStore.ATTEMPTS);
        String answers = Plan.of(database, "quiz", ResultStore.ANSWERS);

        for (String plan : List.of(attempts, answers)) {
            assertThat(plan, containsString("using uq_player_name on player"));
            assertThat(
                    plan, containsString("Index Cond: ((creator_id = $1) AND (quiz_id = $2) AND (lower(name) > $3))"));
        }
        assertThat(attempts, containsString("using pk_attempt on attempt"));
        assertThat(answers, containsString("using pk_answer on answer"));
    }

    @Test
    void othersFindNothing() {
        String quiz = ada.writes(single("Which?", 0, "a", "b"));
        close(quiz);

        OtherUsers.findNothingAt(
                ada.user(),
                quiz,
                Access.get("/export?format=csv"),
                Access.get("/export?format=json"),
                Access.get("/results?format=csv"),
                Access.get("/results?format=csv&per=answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "results"})
    void anonymousIsRefused(String path) {
        given().get(QUIZZES + "/" + UUID.randomUUID() + "/" + path + "?format=csv")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:unauthenticated"));
    }

    private Response results(String quiz, String query) {
        return ada.user().request().get(quiz + "/results?format=csv" + query);
    }

    private static String idOf(String quiz) {
        return quiz.substring(QUIZZES.length() + 1);
    }

    private void joins(String quiz, String user, String name) throws SQLException {
        execute("""
                INSERT INTO quiz.player (user_id, quiz_id, creator_id, name)
                SELECT user_id || ?, id, user_id, ? FROM quiz.quiz WHERE id = ?::uuid
                ON CONFLICT DO NOTHING
                """, user, name, idOf(quiz));
    }

    private void plays(String quiz, String user, String name, int attempt, long points) throws SQLException {
        joins(quiz, user, name);
        execute("""
                INSERT INTO quiz.attempt (user_id, quiz_id, number, creator_id, points, correct, answered,
                                          started_at, last_answered_at, finished_at)
                SELECT user_id || ?, id, ?, user_id, ?, 1, 2, '2026-01-02T03:04:05Z', '2026-01-02T03:04:06.5Z',
                       '2026-01-02T03:04:07Z'
                FROM quiz.quiz WHERE id = ?::uuid
                """, user, attempt, points, idOf(quiz));
    }

    private void answers(String quiz, String user, int position, String answer, boolean isCorrect) throws SQLException {
        execute("""
                INSERT INTO quiz.answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                         answered_at)
                SELECT user_id || ?, quiz_id, 1, id, ?::jsonb, ?, CASE WHEN ? THEN 100 ELSE 0 END, 1500,
                       '2026-01-02T03:04:06.5Z'
                FROM quiz.question WHERE position = ? AND quiz_id = ?::uuid
                """, user, answer, isCorrect, isCorrect, position, idOf(quiz));
    }

    private void close(String quiz) {
        for (String step : List.of("open", "start", "close")) {
            ada.user().request().post(quiz + "/" + step).then().statusCode(200);
        }
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
