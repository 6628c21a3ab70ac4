package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.leaderboard.FinalRanking;
import dev.trainyard.quiz.reward.RewardStore.Promise;
import dev.trainyard.quiz.reward.Split.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The one time that a pot is divided, with all that is booked for it. Who wins is read and written down by the database:
 * that may be a hundred thousand players.
 */
@ApplicationScoped
class DistributionStore {

    // No schedule has more places.
    private static final int PLACES = 100;

    // Nobody wins what they promised themselves.
    private static final String WINNER = """
            SELECT user_id, name, rank, row_number() OVER (ORDER BY rank, user_id COLLATE "C") - 1 AS place
            FROM (
            """ + FinalRanking.SQL + """
            ) AS ranked
            WHERE most_correct >= ? AND user_id <> ?
            """;

    private static final String WINNERS = """
            SELECT coalesce(sum(players), 0)::integer AS count,
                   coalesce((array_agg(players ORDER BY rank))[1:%d], '{}') AS tied
            FROM (SELECT rank, count(*)::integer AS players FROM (
            """.formatted(PLACES) + WINNER + """
            ) AS winner GROUP BY rank) AS ranks
            """;

    /** One attempt is enough: nobody's rank matters. */
    static final String HAS_WINNER = """
            SELECT EXISTS (
                SELECT FROM attempt WHERE creator_id = ? AND quiz_id = ? AND correct >= ? AND user_id <> ?) AS is_there
            """;

    private static final String FIRST = WINNER + "ORDER BY place LIMIT ?";

    // Accounts in their order, so that two distributions of one creator do not wait for each other in a circle. The
    // rows of payouts come in the order of the ranking, which their ids then have.
    private static final String ADD = """
            WITH distribution AS (
                INSERT INTO reward_distribution (user_id, quiz_id, title, pot_minor, fee_minor, currency, winners, channel_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::uuid)
                RETURNING user_id, quiz_id, pot_minor, fee_minor, currency
            ),
            share AS MATERIALIZED (
                SELECT winner.user_id AS winner_id, winner.name, winner.rank, winner.place,
                       tier.amount_minor + (winner.place - tier.first < tier.one_more)::integer AS amount_minor
                FROM unnest(?::integer[], ?::integer[], ?::bigint[], ?::integer[])
                    AS tier (first, behind, amount_minor, one_more)
                JOIN (
            """ + WINNER + """
                ) AS winner ON winner.place >= tier.first AND winner.place < tier.behind
            ),
            payout AS (
                INSERT INTO reward_payout (user_id, quiz_id, winner_id, name, rank, amount_minor)
                SELECT user_id, quiz_id, winner_id, name, rank, amount_minor
                FROM distribution CROSS JOIN share
                ORDER BY place
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
            )
            INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
            SELECT user_id, 'distribution', quiz_id, currency, kind, holder, amount_minor FROM booking
            """;

    private static final String PUT_CHANNEL = """
            UPDATE reward_distribution done SET channel_id = ?
            WHERE user_id = ? AND quiz_id = ? AND (channel_id = ? OR NOT EXISTS (
                SELECT FROM message_channel channel
                WHERE channel.user_id = done.user_id AND channel.id = done.channel_id
                  AND channel.removed_at IS NULL))
            """;

    private final Database database;

    DistributionStore(Database database) {
        this.database = database;
    }

    /**
     * Who would get something.
     *
     * @param user null, as the name, for a player that one thinks of
     */
    record Winner(String user, String name, int rank) {}

    boolean isDone(String user, UUID quiz) {
        return database.one(
                        "SELECT 1 FROM reward_distribution WHERE user_id = ? AND quiz_id = ?", row -> true, user, quiz)
                .isPresent();
    }

    /** Replaces a channel that is gone, or none; false when another one is there. Nobody settles payouts meanwhile. */
    boolean putChannel(String user, UUID quiz, UUID channel) {
        return database.update(PUT_CHANNEL, channel, user, quiz, channel) == 1;
    }

    /** Those of a closed quiz who have as many right answers as it takes. */
    Winners winners(String user, UUID quiz, Promise promise) {
        return database.one(
                        WINNERS,
                        row -> new Winners(row.getInt("count"), List.of((Integer[])
                                row.getArray("tied").getArray())),
                        user,
                        quiz,
                        promise.minCorrect(),
                        user)
                .orElseThrow();
    }

    /** Whether anybody wins: what can be told without a ranking. */
    boolean hasWinner(String user, UUID quiz, Promise promise) {
        return database.one(HAS_WINNER, row -> row.getBoolean("is_there"), user, quiz, promise.minCorrect(), user)
                .orElseThrow();
    }

    /** The first of them, best first. */
    List<Winner> first(String user, UUID quiz, Promise promise, int limit) {
        return database.list(
                FIRST,
                row -> new Winner(row.getString("user_id"), row.getString("name"), row.getInt("rank")),
                user,
                quiz,
                promise.minCorrect(),
                user,
                limit);
    }

    /** Books a pot that is split among the winners of a closed quiz, with their payouts. */
    void add(String user, UUID quiz, Promise promise, Split split) {
        List<Tier> tiers = split.tiers();
        database.update(
                ADD,
                user,
                quiz,
                promise.quizTitle(),
                promise.terms().potMinor(),
                split.feeMinor(),
                promise.currency(),
                split.winners(),
                promise.channel(),
                column(tiers, Tier::first, Integer[]::new),
                column(tiers, Tier::end, Integer[]::new),
                column(tiers, Tier::amountMinor, Long[]::new),
                column(tiers, Tier::oneMore, Integer[]::new),
                user,
                quiz,
                promise.minCorrect(),
                user);
    }

    private static <T> T[] column(List<Tier> tiers, Function<Tier, T> value, IntFunction<T[]> array) {
        return tiers.stream().map(value).toArray(array);
    }
}
