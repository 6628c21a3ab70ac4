package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.reward.RewardStore.Promise;
import dev.trainyard.quiz.reward.Split.Share;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The one time that a pot is divided, with all that is booked for it. */
@ApplicationScoped
class DistributionStore {

    // Accounts in their order, so that two distributions of one creator do not wait for each other in a circle. The
    // rows of
    // payouts come in the order of the ranking, which their ids then have.
    private static final String ADD = """
            WITH distribution AS (
                INSERT INTO reward_distribution (user_id, quiz_id, title, pot_minor, fee_minor, currency, winners, channel_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::uuid)
                RETURNING user_id, quiz_id, pot_minor, fee_minor, currency
            ),
            share AS (
                SELECT *
                FROM unnest(?::text[], ?::text[], ?::integer[], ?::bigint[])
                    WITH ORDINALITY AS given (winner_id, name, rank, amount_minor, place)
            ),
            payout AS (
                INSERT INTO reward_payout (user_id, quiz_id, winner_id, name, rank, amount_minor)
                SELECT user_id, quiz_id, winner_id, name, rank, amount_minor
                FROM distribution CROSS JOIN share
                ORDER BY place
                RETURNING id, winner_id, name, rank, amount_minor
            ),
            booking AS MATERIALIZED (
                SELECT user_id, quiz_id, currency, kind, holder, amount_minor
                FROM distribution
                CROSS JOIN LATERAL (
                    VALUES ('creator', '', -pot_minor), ('fee', '', fee_minor)
                    UNION ALL
                    SELECT 'winner', winner_id, amount_minor FROM share) AS side (kind, holder, amount_minor)
                WHERE amount_minor <> 0
            ),
            account AS (
                INSERT INTO reward_account (user_id, currency, kind, holder, balance_minor)
                SELECT user_id, currency, kind, holder, amount_minor FROM booking ORDER BY kind, holder
                ON CONFLICT (user_id, currency, kind, holder) DO UPDATE
                SET balance_minor = reward_account.balance_minor + excluded.balance_minor
            ),
            entry AS (
                INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
                SELECT user_id, 'distribution', quiz_id, currency, kind, holder, amount_minor FROM booking
            )
            SELECT id, winner_id, name, rank, amount_minor FROM payout ORDER BY id
            """;

    private final Database database;

    DistributionStore(Database database) {
        this.database = database;
    }

    boolean isDone(String user, UUID quiz) {
        return database.one(
                        "SELECT 1 FROM reward_distribution WHERE user_id = ? AND quiz_id = ?", row -> true, user, quiz)
                .isPresent();
    }

    /** Books a split pot; the payouts that follow from it, best first. */
    List<Handover> add(String user, UUID quiz, Promise promise, Split split) {
        List<Share> shares = split.shares();
        return database.list(
                ADD,
                row -> new Handover(
                        row.getObject("id", UUID.class),
                        quiz,
                        row.getString("winner_id"),
                        row.getString("name"),
                        row.getInt("rank"),
                        row.getLong("amount_minor"),
                        promise.currency(),
                        1),
                user,
                quiz,
                promise.quizTitle(),
                promise.terms().potMinor(),
                split.feeMinor(),
                promise.currency(),
                shares.size(),
                promise.channel(),
                column(shares, share -> share.player().user(), String[]::new),
                column(shares, share -> share.player().name(), String[]::new),
                column(shares, share -> share.player().rank(), Integer[]::new),
                column(shares, Share::amountMinor, Long[]::new));
    }

    private static <T> T[] column(List<Share> shares, Function<Share, T> value, IntFunction<T[]> array) {
        return shares.stream().map(value).toArray(array);
    }
}
