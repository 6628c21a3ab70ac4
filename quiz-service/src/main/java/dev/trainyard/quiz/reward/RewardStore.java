package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.reward.RewardView.Distribution;
import dev.trainyard.quiz.reward.RewardView.PayoutCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table reward. */
@ApplicationScoped
class RewardStore {

    // The lock keeps a quiz from starting before its reward is there.
    private static final String PUT = """
            INSERT INTO reward (user_id, quiz_id, schedule, shares, min_correct, pot_minor, currency, fee_bps, channel_id)
            SELECT user_id, id, ?, ?::integer[], ?::integer, ?, ?, ?, ?::uuid
            FROM quiz
            WHERE user_id = ? AND id = ? AND status IN ('draft', 'open')
            FOR SHARE
            ON CONFLICT (user_id, quiz_id) DO UPDATE
            SET schedule = excluded.schedule, shares = excluded.shares, min_correct = excluded.min_correct,
                pot_minor = excluded.pot_minor, currency = excluded.currency, fee_bps = excluded.fee_bps,
                channel_id = excluded.channel_id, updated_at = now()
            """;

    private static final String DELETE = """
            WITH changeable AS (
                SELECT user_id, id FROM quiz
                WHERE user_id = ? AND id = ? AND status IN ('draft', 'open')
                FOR SHARE
            )
            DELETE FROM reward USING changeable
            WHERE reward.user_id = changeable.user_id AND reward.quiz_id = changeable.id
            """;

    /** For the creator, and for who plays the quiz; payouts are counted for the creator alone. */
    static final String FIND = """
            WITH creator AS (
                SELECT ?::text AS id
                UNION
                SELECT creator_id FROM player WHERE user_id = ? AND quiz_id = ?
            )
            SELECT reward.quiz_id, reward.schedule, reward.shares, reward.min_correct, reward.pot_minor, reward.currency,
                   reward.fee_bps, channel.id AS channel_id, reward.created_at, reward.updated_at,
                   reward.user_id = ? AS is_own, done.distributed_at, done.fee_minor, done.winners,
                   payouts.pending, payouts.sent, payouts.confirmed, payouts.failed
            FROM creator
            JOIN reward ON reward.user_id = creator.id AND reward.quiz_id = ?
            LEFT JOIN message_channel channel ON channel.user_id = reward.user_id AND channel.id = reward.channel_id
                AND channel.removed_at IS NULL
            LEFT JOIN reward_distribution done ON done.user_id = reward.user_id AND done.quiz_id = reward.quiz_id
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
                       count(*) FILTER (WHERE status = 'sent') AS sent,
                       count(*) FILTER (WHERE status = 'confirmed') AS confirmed,
                       count(*) FILTER (WHERE status = 'failed') AS failed
                FROM reward_payout
                WHERE user_id = reward.user_id AND quiz_id = reward.quiz_id AND user_id = ?) AS payouts
            """;

    private static final String PROMISE = """
            SELECT reward.schedule, reward.shares, reward.pot_minor, reward.currency, reward.fee_bps,
                   quiz.title, quiz.status, quiz.settled_at, channel.id AS channel_id,
                   coalesce(reward.min_correct, CASE WHEN reward.schedule <> 'shared_pot' THEN 1 ELSE (
                       SELECT count(*) FROM question
                       WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) END) AS min_correct
            FROM reward
            JOIN quiz ON quiz.user_id = reward.user_id AND quiz.id = reward.quiz_id
            LEFT JOIN message_channel channel ON channel.user_id = reward.user_id AND channel.id = reward.channel_id
                AND channel.removed_at IS NULL
            WHERE reward.user_id = ? AND reward.quiz_id = ?
            """;

    // The quiz first, as who deletes it does. The version before locks the reward alone.
    private static final String LOCK = """
            SELECT FROM reward
            JOIN quiz ON quiz.user_id = reward.user_id AND quiz.id = reward.quiz_id
            WHERE reward.user_id = ? AND reward.quiz_id = ?
            FOR NO KEY UPDATE OF quiz, reward
            """;

    private static final String IS_OUT_OF_REACH = """
            SELECT min_correct > (
                SELECT count(*) FROM question
                WHERE question.user_id = reward.user_id AND question.quiz_id = reward.quiz_id) AS is_out_of_reach
            FROM reward
            WHERE user_id = ? AND quiz_id = ? AND min_correct IS NOT NULL
            """;

    private final Database database;

    RewardStore(Database database) {
        this.database = database;
    }

    /**
     * What a creator has promised, and for what.
     *
     * @param minCorrect how many right answers it takes to win, in one attempt
     * @param channel null when there is none, or none any more
     */
    record Promise(
            Terms terms,
            int minCorrect,
            String currency,
            UUID channel,
            String quizTitle,
            QuizStatus quizStatus,
            boolean isSettled) {}

    /** Sets the reward of a quiz; false when there is no such quiz, or it has begun. */
    boolean put(String user, UUID quiz, RewardDraft draft) {
        return database.update(
                        PUT,
                        draft.schedule().code(),
                        draft.shares() == null ? null : draft.shares().toArray(Integer[]::new),
                        draft.minCorrect(),
                        draft.potMinor(),
                        draft.currency(),
                        draft.feeBps(),
                        draft.channelId(),
                        user,
                        quiz)
                == 1;
    }

    boolean putChannel(String user, UUID quiz, UUID channel) {
        return database.update(
                        "UPDATE reward SET channel_id = ?, updated_at = now() WHERE user_id = ? AND quiz_id = ?",
                        channel,
                        user,
                        quiz)
                == 1;
    }

    /** Takes the reward of a quiz back; false when there is none, or the quiz has begun. */
    boolean delete(String user, UUID quiz) {
        return database.update(DELETE, user, quiz) == 1;
    }

    /** Whether it takes more right answers to win than the quiz has questions, as of now. */
    boolean isOutOfReach(String user, UUID quiz) {
        return database.one(IS_OUT_OF_REACH, row -> row.getBoolean("is_out_of_reach"), user, quiz)
                .orElse(false);
    }

    /** As its creator or a player of the quiz sees it; empty for others. */
    Optional<RewardView> find(String user, UUID quiz) {
        return database.one(FIND, RewardStore::view, user, user, quiz, user, quiz, user);
    }

    /** The kind of a user's message channel; empty when there is no such channel. */
    Optional<String> channelKind(String user, UUID channel) {
        return database.one(
                "SELECT kind FROM message_channel WHERE user_id = ? AND id = ? AND removed_at IS NULL",
                row -> row.getString("kind"),
                user,
                channel);
    }

    /** Empty when there is no such quiz. */
    Optional<QuizStatus> quizStatus(String user, UUID quiz) {
        return database.one(
                "SELECT status FROM quiz WHERE user_id = ? AND id = ?",
                row -> QuizStatus.of(row.getString("status")),
                user,
                quiz);
    }

    /** What has been promised. */
    Optional<Promise> promise(String user, UUID quiz) {
        return database.one(PROMISE, RewardStore::promise, user, quiz);
    }

    /** The same, and keeps others who want to divide it, or to change the quiz, waiting until the transaction ends. */
    Optional<Promise> lockedPromise(String user, UUID quiz) {
        // On its own: a statement that waits for a row sees what has changed in it, but joins it to what was there
        // before.
        database.one(LOCK, row -> quiz, user, quiz);
        return promise(user, quiz);
    }

    private static Promise promise(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                Schedule.of(row.getString("schedule")),
                shares(row.getArray("shares")),
                row.getLong("pot_minor"),
                row.getInt("fee_bps"));
        return new Promise(
                terms,
                row.getInt("min_correct"),
                row.getString("currency"),
                row.getObject("channel_id", UUID.class),
                row.getString("title"),
                QuizStatus.of(row.getString("status")),
                row.getObject("settled_at") != null);
    }

    private static RewardView view(ResultSet row) throws SQLException {
        Schedule schedule = Schedule.of(row.getString("schedule"));
        boolean isOwn = row.getBoolean("is_own");
        Terms terms =
                new Terms(schedule, shares(row.getArray("shares")), row.getLong("pot_minor"), row.getInt("fee_bps"));
        return new RewardView(
                row.getObject("quiz_id", UUID.class),
                schedule,
                terms.shares(),
                row.getObject("min_correct", Integer.class),
                terms.potMinor(),
                row.getString("currency"),
                terms.feeBps(),
                isOwn ? row.getObject("channel_id", UUID.class) : null,
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getObject("distributed_at") == null ? null : distribution(row, isOwn));
    }

    private static Distribution distribution(ResultSet row, boolean isOwn) throws SQLException {
        PayoutCounts payouts = new PayoutCounts(
                row.getInt("pending"), row.getInt("sent"), row.getInt("confirmed"), row.getInt("failed"));
        return new Distribution(
                instant(row, "distributed_at"),
                row.getLong("fee_minor"),
                row.getInt("winners"),
                isOwn ? payouts : null);
    }

    private static List<Integer> shares(Array stored) throws SQLException {
        return stored == null ? null : List.of((Integer[]) stored.getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
