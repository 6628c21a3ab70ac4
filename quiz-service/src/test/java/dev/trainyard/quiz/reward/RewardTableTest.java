package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not happen to money cannot, whoever writes. */
@QuarkusTest
class RewardTableTest {

    private static final String PERMISSION_DENIED = "42501";

    @InjectDatabase
    EmbeddedDatabase embedded;

    @Inject
    Database database;

    private final TestUser grace = TestUser.fresh();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ck_reward_schedule    | schedule = 'top4'
            ck_reward_shares      | schedule = 'custom'
            ck_reward_shares      | schedule = 'custom', shares = '{}'
            ck_reward_shares      | shares = '{10000}'
            ck_reward_min_correct | min_correct = 0
            ck_reward_min_correct | min_correct = 501
            ck_reward_pot_minor   | pot_minor = 0
            ck_reward_pot_minor   | pot_minor = 1000000000000001
            ck_reward_currency    | currency = 'eur'
            ck_reward_fee_bps     | fee_bps = -1
            ck_reward_fee_bps     | fee_bps = 5001
            """)
    void promiseOutOfBoundsIsRefused(String constraint, String change) {
        Contest contest = Contest.draft(database).promises(reward("top3", 100));

        isRefusedBy(constraint, "UPDATE reward SET " + change + " WHERE " + of(contest));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ck_reward_payout_status    | status = 'lost'
            ck_reward_payout_failure   | status = 'failed'
            ck_reward_payout_failure   | failure = 'No'
            ck_reward_payout_attempt   | attempt = 0
            ck_reward_payout_reference | reference = ''
            """)
    void payoutOutOfBoundsIsRefused(String constraint, String change) {
        isRefusedBy(constraint, "UPDATE reward_payout SET " + change + " WHERE " + of(distributed()));
    }

    @Test
    void oneSideOfABookingAloneIsRefused() {
        Contest contest = distributed();

        isRefusedBy("ck_reward_entry_sum", """
                INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
                VALUES ('%s', 'payment', gen_random_uuid(), 'EUR', 'fee', '', 1)
                """.formatted(contest.user().id()));
    }

    @Test
    void bookingInTwoCurrenciesIsRefused() {
        Contest contest = distributed();
        String user = contest.user().id();

        isRefusedBy("ck_reward_entry_sum", """
                WITH account AS (
                    INSERT INTO reward_account VALUES ('%s', 'NEAR', 'creator', '', -1)
                )
                INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
                VALUES ('%s', 'payment', '%s', 'EUR', 'fee', '', 1),
                       ('%s', 'payment', '%s', 'NEAR', 'creator', '', -1)
                """.formatted(user, user, contest.quiz(), user, contest.quiz()));
    }

    @Test
    void distributionIsBookedOnce() {
        Contest contest = distributed();

        isRefusedBy("pk_reward_entry", """
                INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
                VALUES ('%1$s', 'distribution', '%2$s', 'EUR', 'creator', '', -1),
                       ('%1$s', 'distribution', '%2$s', 'EUR', 'fee', '', 1)
                """.formatted(contest.user().id(), contest.quiz()));
    }

    @Test
    void potIsDividedOnce() {
        Contest contest = distributed();

        isRefusedBy("pk_reward_distribution", """
                INSERT INTO reward_distribution SELECT * FROM reward_distribution WHERE %s
                """.formatted(of(contest)));
    }

    @Test
    void winnerIsRewardedOnce() {
        Contest contest = distributed();

        isRefusedBy("uq_reward_payout_winner", payoutTo(contest, grace.id(), 1));
    }

    @Test
    void payoutBeyondThePotIsRefused() {
        Contest contest = distributed();

        isRefusedBy("ck_reward_distribution_sum", payoutTo(contest, "somebody", 1));
    }

    @Test
    void distributionWithoutItsPayoutsIsRefused() {
        Contest contest = Contest.draft(database);

        isRefusedBy("ck_reward_distribution_sum", """
                INSERT INTO reward_distribution (user_id, quiz_id, title, pot_minor, fee_minor, currency, winners)
                VALUES ('%s', '%s', 'The planets', 100, 2, 'EUR', 1)
                """.formatted(contest.user().id(), contest.quiz()));
    }

    @Test
    void creatorIsNoWinner() {
        Contest contest = distributed();

        isRefusedBy(
                "ck_reward_payout_winner_id", payoutTo(contest, contest.user().id(), 1));
    }

    @ParameterizedTest
    @CsvSource({"winner,-981", "fee,-21", "creator,1001"})
    void accountIsNotOverdrawn(String kind, long change) {
        Contest contest = distributed();

        isRefusedBy("ck_reward_account_balance_minor", """
                UPDATE reward_account SET balance_minor = balance_minor + %d WHERE user_id = '%s' AND kind = '%s'
                """.formatted(
                        change, contest.user().id(), kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE reward_entry SET amount_minor = 1",
                "DELETE FROM reward_entry",
                "UPDATE reward_payout SET amount_minor = 1",
                "UPDATE reward_payout SET winner_id = 'me'",
                "DELETE FROM reward_payout",
                "UPDATE reward_distribution SET pot_minor = 1",
                "DELETE FROM reward_distribution",
                "DELETE FROM reward_account",
            })
    void whatIsBookedStays(String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(sql + " WHERE user_id = 'nobody'"));

        assertEquals(PERMISSION_DENIED, refused.getSQLState(), refused.getMessage());
    }

    @Test
    void balancesAreWhatTheirEntriesAddUpTo() {
        Contest contest = distributed();
        String payout = contest.payouts().getFirst().getString("id");
        contest.user().sends("{}").post("/api/v1/rewards/payouts/" + payout + "/confirm");

        List<String> wrong =
                database.list("""
                SELECT kind || ' ' || balance_minor || ' ' || coalesce(sum(amount_minor), 0)
                FROM reward_account account
                LEFT JOIN reward_entry entry USING (user_id, currency, kind, holder)
                WHERE account.user_id = ?
                GROUP BY kind, holder, balance_minor
                HAVING balance_minor <> coalesce(sum(amount_minor), 0)
                """, row -> row.getString(1), contest.user().id());

        assertEquals(List.of(), wrong);
        assertEquals(4, contest.books().size());
    }

    /** A pot of 1000 that grace has won: 980, and 20 were kept. */
    private Contest distributed() {
        Contest contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 3);
        contest.distributes();
        return contest;
    }

    private static String payoutTo(Contest contest, String winner, long amount) {
        return """
                INSERT INTO reward_payout (user_id, quiz_id, winner_id, name, rank, amount_minor)
                VALUES ('%s', '%s', '%s', 'Player', 1, %d)
                """.formatted(contest.user().id(), contest.quiz(), winner, amount);
    }

    private static String of(Contest contest) {
        return "user_id = '" + contest.user().id() + "' AND quiz_id = '" + contest.quiz() + "'";
    }

    private void isRefusedBy(String constraint, String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(sql));
        assertTrue(DatabaseProblems.violates(refused, constraint), refused.getMessage());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = embedded.connectAs("quiz_app");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
