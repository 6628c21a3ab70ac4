package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.limitedTexts;
import static dev.trainyard.quiz.play.Asked.right;
import static dev.trainyard.quiz.play.Asked.texts;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.http.request.RequestGuard;
import dev.trainyard.quiz.lifecycle.Settlements;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What playing costs the database, and what it waits for. */
@QuarkusTest
class PlayStatementTest {

    private static final Pattern WHOLE_KEY =
            Pattern.compile("Index Cond: .*attempt = .* AND \\(question_id = sent.question_id");

    @Inject
    Settlements settlements;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    RequestGuard requests;

    @Inject
    PlayConfig config;

    @Test
    void fiveHundredAnswersAreOneStatement() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(500));
        Player ada = quiz.startedPlayer();
        List<String> questions = quiz.questions();

        ada.answers(questions.stream().map(Asked::right).toList());

        assertEquals("500 1 1 50000 500", quiz.value("""
                SELECT concat_ws(' ', count(*), count(DISTINCT xmin::text), count(DISTINCT cmin::text),
                                 (SELECT points || ' ' || answered FROM quiz.attempt WHERE quiz_id = '%1$s'))
                FROM quiz.answer WHERE quiz_id = '%1$s'
                """.formatted(quiz.id())));
    }

    @Test
    void answersAreSavedByKeysAlone() throws SQLException {
        String plan = planOf(AnswerStore.SAVE);

        assertThat(plan, containsString("Index Scan using pk_attempt on attempt"));
        assertThat(plan, containsString("Index Scan using pk_quiz on quiz"));
        assertThat(plan, containsString("using pk_shown_question on shown_question"));
        // Both by the whole key: each question is looked up once, however many the attempt has.
        assertEquals(2, WHOLE_KEY.matcher(plan).results().count(), plan);
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void codeAndPlayerAreFoundByIndexes() throws SQLException {
        String plan = planOf(PlayerStore.JOIN);

        assertThat(plan, containsString("Index Scan using uq_quiz_join_code on quiz"));
        assertThat(plan, containsString("using pk_player on player"));
        assertThat(plan, containsString("Conflict Arbiter Indexes: pk_quiz_seats"));
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void whatAPlayerSeesIsReadByKeys() throws SQLException {
        for (String sql : List.of(
                OpenedQuizzes.CREATOR,
                OpenedQuizzes.ONE,
                PlayStore.VIEW,
                AttemptStore.START,
                AttemptStore.ONE,
                AttemptStore.SHOW)) {
            assertThat(planOf(sql), not(containsString("Seq Scan")));
        }
        assertThat(planOf(PlayStore.VIEW), containsString("using pk_quiz_seats on quiz_seats seats"));
    }

    @Test
    void attemptsOfAChunkAreEndedByTheirKeys() throws SQLException {
        String plan = planOf(AttemptStore.FINISH_ALL);

        assertThat(plan, containsString(" pk_attempt"));
        assertThat(plan, not(containsString("Seq Scan on attempt")));
    }

    @Test
    void answersOfOtherQuizzesAreSavedWhileAChunkIsBeingDone() throws SQLException {
        PlayedQuiz closed = PlayedQuiz.running(database, "", texts(2));
        closed.startedPlayer();
        PlayedQuiz other = PlayedQuiz.running(database, "", texts(2));
        Player ada = other.startedPlayer();
        String question = other.questions().getFirst();
        settlements.close(closed.creator().id(), closed.id());

        Response saved = QuarkusTransaction.requiringNew().call(() -> {
            settlements.goOn(closed.creator().id(), closed.id());
            return ada.answers(right(question));
        });

        saved.then().statusCode(200).body("inserted", equalTo(1));
    }

    @Test
    void attemptAtAClosedQuizEndedWhenThatDid() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        Player ada = quiz.startedPlayer();
        settlements.close(quiz.creator().id(), quiz.id());

        ada.finishes();

        assertEquals("t", quiz.value("""
                SELECT bool_and(finished_at = closed_at) FROM quiz.attempt JOIN quiz.quiz ON quiz.id = quiz_id
                WHERE quiz_id = '%s'
                """.formatted(quiz.id())));
    }

    @Test
    void playersSeeThatTheQuizIsSettled() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        Player ada = quiz.startedPlayer();
        String before = ada.looks().path("settledAt");

        quiz.does("close");

        assertEquals(null, before);
        ada.looks().then().body("status", equalTo("closed")).body("settledAt", notNullValue());
    }

    @Test
    void answersThatComeWhileTheQuizIsBeingClosedAreNotSaved() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", texts(2));
        Player ada = quiz.startedPlayer();
        String question = quiz.questions().getFirst();
        Response saved;
        try (var closing = database.connectAsAdmin();
                var statement = closing.createStatement();
                var players = Executors.newVirtualThreadPerTaskExecutor()) {
            closing.setAutoCommit(false);
            statement.executeUpdate(
                    "UPDATE quiz.quiz SET status = 'closed', closed_at = now(), join_code = NULL WHERE id = '"
                            + quiz.id() + "'");
            statement.executeUpdate("UPDATE quiz.attempt SET finished_at = now() WHERE quiz_id = '" + quiz.id() + "'");

            Future<Response> waiting = players.submit(() -> ada.answers(right(question)));
            await().until(() -> quiz.value("""
                    SELECT count(*) FROM pg_stat_activity
                    WHERE usename = 'quiz_app' AND wait_event_type = 'Lock' AND query LIKE 'WITH playing%'
                    """).equals("1"));
            closing.commit();
            saved = waiting.get();
        }

        saved.then().statusCode(200).body("rejected.reason", contains("attempt-finished"));
        assertEquals("0", quiz.value("SELECT count(*) FROM quiz.answer WHERE quiz_id = '" + quiz.id() + "'"));
    }

    @Test
    void thoseWhoJoinAreNotInTheWayOfAnybodyElse() throws Exception {
        PlayedQuiz running = PlayedQuiz.running(database, "", texts(1));
        Player ada = running.startedPlayer();
        String question = running.questions().getFirst();
        PlayedQuiz wanted = PlayedQuiz.open(database, "", texts(1));
        wanted.player();
        Response saved;
        Response read;
        String waiting;
        List<Integer> statuses = new ArrayList<>();
        try (var first = database.connectAsAdmin();
                var statement = first.createStatement();
                var players = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            statement.execute("SELECT FROM quiz.quiz_seats WHERE quiz_id = '" + wanted.id() + "' FOR UPDATE");

            // More than the pool has connections.
            List<Future<Response>> joins = IntStream.range(0, 24)
                    .mapToObj(i -> players.submit(
                            () -> new Player(TestUser.fresh(), wanted.id()).joins(wanted.code(), "Player " + i)))
                    .toList();
            await().until(() ->
                    requests.inFlight() == 24 && !joinsThatWait(wanted).equals("0"));
            saved = ada.answers(right(question));
            read = ada.looks();
            waiting = joinsThatWait(wanted);
            first.commit();
            for (Future<Response> join : joins) {
                statuses.add(join.get().statusCode());
            }
        }

        saved.then().statusCode(200).body("inserted", equalTo(1));
        read.then().statusCode(200);
        assertEquals(Integer.toString(config.maxJoinsAtOnce()), waiting);
        assertEquals(Collections.nCopies(24, 201), statuses);
    }

    private static String joinsThatWait(PlayedQuiz quiz) throws SQLException {
        return quiz.value("""
                SELECT count(*) FROM pg_stat_activity
                WHERE usename = 'quiz_app' AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO quiz_seats%'
                """);
    }

    @Test
    void closingEndsTheAttemptsThatGoOn() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", limitedTexts(2));
        Player ada = quiz.startedPlayer();
        Player grace = quiz.startedPlayer();
        String finishedAt = ada.finishes().path("finishedAt");

        quiz.does("close");

        assertEquals(finishedAt, ada.result().getString("attempt.finishedAt"));
        assertEquals("0", quiz.value("""
                SELECT count(*) FROM quiz.attempt WHERE quiz_id = '%s' AND finished_at IS NULL
                """.formatted(quiz.id())));
        assertEquals(
                quiz.value("SELECT count(*) FROM quiz.attempt WHERE user_id = '"
                        + grace.user().id() + "' AND finished_at IS NOT NULL"),
                "1");
    }

    private String planOf(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            // Without statistics any index of a table looks as good as another.
            statement.execute(
                    "ANALYZE quiz.quiz, quiz.question, quiz.player, quiz.attempt, quiz.shown_question, quiz.answer");
        }
        return Plan.of(database, "quiz", sql);
    }
}
