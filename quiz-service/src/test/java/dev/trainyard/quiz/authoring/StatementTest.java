package dev.trainyard.quiz.authoring;

import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.quizOf;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Creator.QUIZZES;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request costs the database. */
@QuarkusTest
class StatementTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final Creator ada = Creator.fresh();

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void newQuizIsOneTransactionAndItsQuestionsAreOneStatement(int questions) throws SQLException {
        ada.writes(quizOf(questions));

        assertEquals(new Writes(questions, 1, 1), writes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void replacedQuizIsOneTransactionAndItsQuestionsAreOneStatement(int questions) throws SQLException {
        String quiz = ada.writes(quizOf(3));

        ada.puts(quiz, "\"1\"", quizOf(questions));

        assertEquals(new Writes(questions, 1, 1), writes());
    }

    @Test
    void listIsOneStatementHoweverManyQuizzesThereAre() {
        for (int i = 0; i < 5; i++) {
            ada.writes(quiz(text(), text()));
        }
        // The jobs of the service take some now and then as well.
        long least = LongStream.generate(() -> {
                    long before = acquiredConnections();
                    ada.user().request().get(QUIZZES);
                    return acquiredConnections() - before;
                })
                .limit(5)
                .min()
                .orElseThrow();

        assertEquals(1, least);
    }

    @Test
    void listReadsOneRangeOfEachIndex() throws SQLException {
        String plan = planOf(QuizStore.PAGE);

        assertThat(plan, containsString("Index Scan Backward using pk_quiz on quiz"));
        assertThat(plan, containsString("Index Cond: ((user_id = $1) AND (id < $2))"));
        assertThat(plan, containsString("Index Only Scan using uq_question_position on question"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void quizReadsItsQuestionsInTheOrderOfTheIndex() throws SQLException {
        String plan = planOf(QuizStore.ONE);

        assertThat(plan, containsString("Index Scan using pk_quiz on quiz"));
        assertThat(plan, containsString("Index Scan using uq_question_position on question"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void questionIsReadByItsKey() throws SQLException {
        String plan = planOf(QuestionStore.ONE);

        assertThat(plan, containsString("Index Scan using pk_quiz on quiz"));
        assertThat(plan, containsString("Index Scan using pk_question on question"));
    }

    private String planOf(String sql) throws SQLException {
        ada.writes(quizOf(500));
        ada.writes(quizOf(500));
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            // Without statistics any index of a table looks as good as another.
            statement.execute("ANALYZE quiz.quiz, quiz.question");
        }
        return Plan.of(database, "quiz", sql);
    }

    /** How many questions the user has, and how many transactions and statements it took to write them and their quiz. */
    private record Writes(int questions, int transactions, int statements) {}

    private Writes writes() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var query = admin.prepareStatement("""
                        SELECT (SELECT count(*) FROM quiz.question WHERE user_id = ?),
                               (SELECT count(DISTINCT writer) FROM (
                                   SELECT xmin::text AS writer FROM quiz.quiz WHERE user_id = ?
                                   UNION ALL SELECT xmin::text FROM quiz.question WHERE user_id = ?) AS rows),
                               (SELECT count(DISTINCT cmin::text) FROM quiz.question WHERE user_id = ?)
                        """)) {
            for (int i = 1; i <= 4; i++) {
                query.setString(i, ada.user().id());
            }
            var row = query.executeQuery();
            row.next();
            return new Writes(row.getInt(1), row.getInt(2), row.getInt(3));
        }
    }

    private long acquiredConnections() {
        return given().get(management.resolve("/monitoring/stats")).jsonPath().getLong("database.pool.acquired");
    }
}
