package dev.trainyard.quiz.leaderboard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeaderboardPlanTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Database service;

    @BeforeEach
    void play() throws SQLException {
        for (int i = 0; i < 20; i++) {
            PlayedQuiz.running(service, "shared").crowd(10, 5);
        }
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            // Without statistics any index of a table looks as good as another.
            statement.execute("ANALYZE quiz.quiz, quiz.player, quiz.attempt, quiz.answer");
        }
    }

    private String planOf(String sql) throws SQLException {
        String plan = Plan.of(database, "quiz", sql);
        assertThat(plan, not(containsString("Seq Scan")));
        return plan;
    }

    @Test
    void rankingReadsTheAttemptsOfItsQuiz() throws SQLException {
        assertThat(planOf(SqlRankings.NOW), containsString("Index Scan using ix_attempt_quiz on attempt"));
        assertThat(planOf(SqlRankings.FINAL), containsString("Index Scan using ix_attempt_quiz on attempt"));
    }

    @Test
    void rankingOfAMomentReadsTheAnswersOfItsQuiz() throws SQLException {
        String plan = planOf(SqlRankings.AT);

        assertThat(plan, containsString("Index Scan using ix_attempt_quiz on attempt"));
        assertThat(plan, containsString("Index Scan using pk_answer on answer"));
    }

    @Test
    void whetherAnythingChangedIsAskedOfTheAttemptsOfTheQuiz() throws SQLException {
        String plan = planOf(BoardStore.STATE);

        assertThat(plan, containsString("Index Scan using pk_quiz on quiz"));
        assertThat(plan, containsString("Index Scan using ix_attempt_quiz on attempt"));
    }

    @Test
    void plainReadsTheAttemptsOfItsQuiz() throws SQLException {
        assertThat(planOf(PlainRankings.ATTEMPTS), containsString("Index Scan using ix_attempt_quiz on attempt"));
    }

    @Test
    void quizIsFoundByItsKeyAndByThatOfItsPlayer() throws SQLException {
        String plan = planOf(BoardStore.ONE);

        assertThat(plan, containsString("using pk_quiz on quiz"));
        assertThat(plan, containsString("Index Scan using pk_player on player"));
    }
}
