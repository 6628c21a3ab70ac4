package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What rewards cost the database. */
@QuarkusTest
class RewardStatementTest {

    @InjectDatabase
    EmbeddedDatabase embedded;

    @Inject
    Database database;

    @Test
    void distributionIsOneTransactionAndItsPayoutsAreOneStatement() {
        Contest contest = distributed(50);

        assertEquals(
                "50 1 1",
                database.one("""
                                SELECT count(*) || ' ' || count(DISTINCT xmin::text) || ' ' || count(DISTINCT cmin::text)
                                FROM reward_payout WHERE user_id = ?
                                """, row -> row.getString(1), contest.user().id()).orElseThrow());
    }

    @Test
    void whatACreatorPromisesIsReadByKeys() throws SQLException {
        String plan = Plan.of(embedded, "quiz", AccountStore.PROMISED);

        assertThat(plan, containsString("using pk_reward_account on reward_account"));
        assertThat(plan, containsString("pk_reward"));
        assertThat(plan, not(containsString("Seq Scan")));
    }

    @Test
    void payoutsOfACreatorAreOneRange() throws SQLException {
        readsOneRangeOf("pk_reward_payout", "((user_id = $1) AND (id > $2))", PayoutStore.PAGE);
    }

    @Test
    void payoutsOfAStatusAreOneRange() throws SQLException {
        readsOneRangeOf(
                "ix_reward_payout_status",
                "((user_id = $1) AND (status = $2) AND (id > $3))",
                PayoutStore.PAGE_OF_STATUS);
    }

    @Test
    void payoutsOfAQuizAreOneRange() throws SQLException {
        readsOneRangeOf(
                "ix_reward_payout_quiz", "((user_id = $1) AND (quiz_id = $2) AND (id > $3))", PayoutStore.PAGE_OF_QUIZ);
    }

    @Test
    void prizesOfAWinnerAreOneRange() throws SQLException {
        readsOneRangeOf("ix_reward_payout_winner", "((winner_id = $1) AND (id < $2))", PayoutStore.PAGE_OF_WINNER);
    }

    @Test
    void booksAreReadInTheOrderOfTheirKey() throws SQLException {
        String plan = planOf(AccountStore.PAGE);

        assertThat(plan, containsString("using pk_reward_account on reward_account"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void rewardIsReadByItsKeyAndThatOfThePlayer() throws SQLException {
        String plan = planOf(RewardStore.FIND);

        assertThat(plan, containsString("using pk_reward on reward"));
        assertThat(plan, containsString("using pk_player on player"));
        assertThat(plan, containsString("using pk_reward_distribution on reward_distribution"));
    }

    private void readsOneRangeOf(String index, String condition, String sql) throws SQLException {
        String plan = planOf(sql);

        assertThat(plan, containsString("using " + index + " on reward_payout"));
        assertThat(plan, containsString(condition));
        assertThat(plan, not(containsString("Sort")));
    }

    private String planOf(String sql) throws SQLException {
        distributed(100);
        distributed(100);
        try (var admin = embedded.connectAsAdmin();
                var statement = admin.createStatement()) {
            // Without statistics any index of a table looks as good as another.
            statement.execute("ANALYZE quiz.reward, quiz.reward_payout, quiz.reward_distribution, quiz.reward_account");
        }
        return Plan.of(embedded, "quiz", sql);
    }

    private Contest distributed(int winners) {
        Contest contest =
                Contest.draft(database).promises(reward("shared_pot", 100_000)).isPlayedByAll(winners);
        contest.distributes().then().statusCode(200);
        return contest;
    }
}
