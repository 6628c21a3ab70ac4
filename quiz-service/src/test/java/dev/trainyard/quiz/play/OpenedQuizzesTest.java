package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.text;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenedQuizzesTest {

    @Inject
    OpenedQuizzes quizzes;

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void ofManyWhoAskAtTheSameMomentOneReadsTheQuiz() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        List<FutureTask<OpenedQuiz>> asking = IntStream.range(0, 6)
                .mapToObj(i -> quiz.player())
                .map(player -> new FutureTask<>(() -> quizzes.of(player.user().id(), quiz.id())))
                .toList();
        List<Thread> threads = asking.stream().map(Thread::new).toList();
        try (var admin = database.connectAsAdmin();
                var lock = admin.createStatement()) {
            admin.setAutoCommit(false);
            lock.execute("LOCK TABLE quiz.question IN ACCESS EXCLUSIVE MODE");

            threads.forEach(Thread::start);
            // Who reads from the database, and waits for its answer, is busy to Java.
            await().until(() -> threads.stream()
                            .filter(thread -> thread.getState() == Thread.State.WAITING)
                            .count()
                    == 5);
            assertEquals("1", quiz.value("""
                    SELECT count(*) FROM pg_stat_activity
                    WHERE usename = 'quiz_app' AND wait_event_type = 'Lock' AND query LIKE '%json_agg(question%'
                    """));
            admin.commit();
        }

        OpenedQuiz first = asking.getFirst().get();
        for (FutureTask<OpenedQuiz> other : asking) {
            assertSame(first, other.get());
        }
    }

    @Test
    void whoDoesNotPlayGetsNothingThatIsNotRemembered() throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", text());
        Player ada = quiz.player();

        Problem refused =
                assertThrows(Problem.class, () -> quizzes.of(TestUser.fresh().id(), quiz.id()));

        assertEquals("not-found", refused.code());
        assertEquals(quiz.id(), quizzes.of(ada.user().id(), quiz.id()).id());
    }
}
