package dev.trainyard.quiz.points;

import static dev.trainyard.quiz.points.PlayedQuiz.Given.right;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What points cost the database. */
@QuarkusTest
class PointStatementTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Test
    void historyIsOneRangeOfTheKey() throws Exception {
        String plan = planOf(PointStore.HISTORY);

        assertThat(plan, containsString("Index Scan Backward using pk_point_entry on point_entry"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void rankAddsUpTwoRangesOfTheHistogram() throws Exception {
        String plan = planOf(PointStore.ONE);

        assertThat(plan, containsString("Index Scan using pk_user_points on user_points"));
        assertThat(plan, containsString("Index Cond: ((width = 1000) AND (bucket > (user_points.points / 1000)))"));
        assertThat(plan, containsString("Index Cond: ((width = 1) AND (bucket > user_points.points) AND (bucket < "));
    }

    @Test
    void otherUserIsFoundByWhatOthersKnow() throws Exception {
        assertThat(planOf(PointStore.LISTED), containsString("Index Scan using uq_user_points_id on user_points"));
    }

    @Test
    void leaderboardReadsOneRangeOfItsIndex() throws Exception {
        String plan = planOf(PointStore.LEADERBOARD);

        assertThat(plan, containsString("Index Scan Backward using ix_user_points_points on user_points"));
        assertThat(plan, containsString("Index Cond: (ROW(points, id) < ROW($1, $2))"));
    }

    @Test
    void firstAnswersAreFoundAmongThoseOfTheChunk() throws Exception {
        assertThat(planOf(FirstRightAnswers.NOTE), containsString(" pk_answer"));
    }

    @Test
    void chunkReadsTheAnswersOfItsPlayers() throws Exception {
        String plan = planOf(PointAward.PLAYERS);

        assertThat(plan, containsString(" pk_answer"));
        assertThat(plan, containsString("(user_id = ANY ($3)) AND (quiz_id = $2)"));
        assertThat(plan, containsString(" pk_player"));
        assertThat(plan, containsString(" pk_first_right_answer"));
    }

    @Test
    void chunkIsOneStatementHoweverManyTookPart() throws Exception {
        PlayedQuiz quiz = PlayedQuiz.of(database, TestUser.fresh(), 3);
        for (int player = 0; player < 3; player++) {
            quiz.with(right(TestUser.fresh(), 1 + player, player));
        }

        quiz.closes();

        // And one for the creator.
        assertEquals(2, new PointLedger(database).statementsOf(quiz));
    }

    private String planOf(String sql) throws SQLException {
        return Plan.of(database, "quiz", sql);
    }
}
