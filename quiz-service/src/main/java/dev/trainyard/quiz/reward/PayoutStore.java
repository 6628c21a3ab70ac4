package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Table reward_payout, each call one statement, and bound to who owes or to who wins. */
@ApplicationScoped
class PayoutStore {

    private static final String SELECT = """
            SELECT payout.id, payout.quiz_id, payout.winner_id, payout.name, payout.rank, payout.amount_minor,
                   done.currency, payout.status, payout.attempt, payout.reference, payout.failure, payout.created_at,
                   payout.updated_at, done.title
            """;

    private static final String WITH_DISTRIBUTION = """
             payout
            JOIN reward_distribution done ON done.user_id = payout.user_id AND done.quiz_id = payout.quiz_id
            """;

    private static final String FROM = SELECT + "FROM reward_payout" + WITH_DISTRIBUTION;

    static final String PAGE = FROM + "WHERE payout.user_id = ? AND payout.id > ? ORDER BY payout.id LIMIT ?";

    static final String PAGE_OF_STATUS =
            FROM + "WHERE payout.user_id = ? AND payout.status = ? AND payout.id > ? ORDER BY payout.id LIMIT ?";

    static final String PAGE_OF_QUIZ =
            FROM + "WHERE payout.user_id = ? AND payout.quiz_id = ? AND payout.id > ? ORDER BY payout.id LIMIT ?";

    private static final String PENDING = FROM + """
            WHERE payout.user_id = ? AND payout.quiz_id = ? AND payout.id > ? AND payout.status = 'pending'
            ORDER BY payout.id LIMIT ?
            FOR NO KEY UPDATE OF payout
            """;

    static final String PAGE_OF_WINNER =
            FROM + "WHERE payout.winner_id = ? AND payout.id < ? ORDER BY payout.id DESC LIMIT ?";

    private static final String ONE = FROM + "WHERE payout.user_id = ? AND payout.id = ?";

    // Of the winner's account first: it is there, since something is owed.
    private static final String CONFIRM = """
            WITH confirmed AS (
                UPDATE reward_payout SET status = 'confirmed', reference = ?, failure = NULL, updated_at = now()
                WHERE user_id = ? AND id = ? AND status <> 'confirmed'
                RETURNING *
            ),
            booking AS MATERIALIZED (
                SELECT payout.user_id, payout.id, done.currency, side.kind, side.holder, side.amount_minor
                FROM confirmed
            """ + WITH_DISTRIBUTION + """
                CROSS JOIN LATERAL (
                    VALUES ('winner', payout.winner_id, -payout.amount_minor), ('paid', '', payout.amount_minor))
                    AS side (kind, holder, amount_minor)
            ),
            settled AS (
                UPDATE reward_account account SET balance_minor = account.balance_minor + booking.amount_minor
                FROM booking
                WHERE booking.kind = 'winner' AND account.user_id = booking.user_id
                  AND account.currency = booking.currency AND account.kind = booking.kind
                  AND account.holder = booking.holder
            ),
            paid AS (
                INSERT INTO reward_account (user_id, currency, kind, holder, balance_minor)
                SELECT user_id, currency, kind, holder, amount_minor FROM booking WHERE kind = 'paid'
                ON CONFLICT (user_id, currency, kind, holder) DO UPDATE
                SET balance_minor = reward_account.balance_minor + excluded.balance_minor
            ),
            entry AS (
                INSERT INTO reward_entry (user_id, cause, cause_id, currency, kind, holder, amount_minor)
                SELECT user_id, 'payment', id, currency, kind, holder, amount_minor FROM booking
            )
            """ + SELECT + "FROM confirmed" + WITH_DISTRIBUTION;

    private static final String FAIL = """
            WITH failed AS (
                UPDATE reward_payout SET status = 'failed', failure = ?, updated_at = now()
                WHERE user_id = ? AND id = ? AND status IN ('pending', 'sent')
                RETURNING *
            )
            """ + SELECT + "FROM failed" + WITH_DISTRIBUTION;

    private static final String RETRY = """
            WITH retried AS (
                UPDATE reward_payout SET status = 'pending', failure = NULL, attempt = attempt + 1, updated_at = now()
                WHERE user_id = ? AND id = ? AND status = 'failed'
                RETURNING *
            )
            """ + SELECT + "FROM retried" + WITH_DISTRIBUTION;

    private static final String CHANNEL = """
            SELECT channel.id FROM reward_payout
            """ + WITH_DISTRIBUTION + """
            LEFT JOIN message_channel channel ON channel.user_id = done.user_id AND channel.id = done.channel_id
                AND channel.removed_at IS NULL
            WHERE payout.user_id = ? AND payout.id = ?
            """;

    private static final String LOCK_CHANNEL = """
            SELECT FROM reward_payout
            """ + WITH_DISTRIBUTION + """
            WHERE payout.user_id = ? AND payout.id = ?
            FOR SHARE OF done
            """;

    private final Database database;

    PayoutStore(Database database) {
        this.database = database;
    }

    /**
     * A creator's, oldest first.
     *
     * @param status null for any
     */
    List<PayoutView> page(String creator, PayoutStatus status, UUID after, int limit) {
        return status == null
                ? database.list(PAGE, PayoutStore::view, creator, after, limit)
                : database.list(PAGE_OF_STATUS, PayoutStore::view, creator, status.code(), after, limit);
    }

    /** Those of a quiz, best first. */
    List<PayoutView> pageOfQuiz(String creator, UUID quiz, UUID after, int limit) {
        return database.list(PAGE_OF_QUIZ, PayoutStore::view, creator, quiz, after, limit);
    }

    /** Those of a quiz that are pending, best first, and keeps others from settling them until the transaction ends. */
    List<PayoutView> lockPending(String creator, UUID quiz, UUID after, int limit) {
        return database.list(PENDING, PayoutStore::view, creator, quiz, after, limit);
    }

    /** What somebody has won, newest first. */
    List<PrizeView> pageOfWinner(String winner, UUID before, int limit) {
        return database.list(PAGE_OF_WINNER, PayoutStore::prize, winner, before, limit);
    }

    Optional<PayoutView> find(String creator, UUID id) {
        return database.one(ONE, PayoutStore::view, creator, id);
    }

    /** The channel that it is handed over by, and keeps it the same until the transaction ends; empty when there is none. */
    Optional<UUID> lockedChannel(String creator, UUID id) {
        // On its own: a statement that waits for a row sees what has changed in it, but joins it to what was there
        // before.
        database.list(LOCK_CHANNEL, row -> id, creator, id);
        return database.list(CHANNEL, row -> row.getObject("id", UUID.class), creator, id).stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Notes, and books, that a winner was paid; empty when that was noted before. */
    Optional<PayoutView> confirm(String creator, UUID id, String reference) {
        return database.one(CONFIRM, PayoutStore::view, reference, creator, id);
    }

    /** Notes that a winner was not paid; empty when the payout does not wait for that. */
    Optional<PayoutView> fail(String creator, UUID id, String reason) {
        return database.one(FAIL, PayoutStore::view, reason, creator, id);
    }

    /** Begins another attempt; empty when the last has not failed. */
    Optional<PayoutView> retry(String creator, UUID id) {
        return database.one(RETRY, PayoutStore::view, creator, id);
    }

    private static PayoutView view(ResultSet row) throws SQLException {
        return new PayoutView(
                row.getObject("id", UUID.class),
                row.getObject("quiz_id", UUID.class),
                row.getString("winner_id"),
                row.getString("name"),
                row.getInt("rank"),
                row.getLong("amount_minor"),
                row.getString("currency"),
                PayoutStatus.of(row.getString("status")),
                row.getInt("attempt"),
                row.getString("reference"),
                row.getString("failure"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static PrizeView prize(ResultSet row) throws SQLException {
        return new PrizeView(
                row.getObject("id", UUID.class),
                row.getObject("quiz_id", UUID.class),
                row.getString("title"),
                row.getInt("rank"),
                row.getLong("amount_minor"),
                row.getString("currency"),
                PayoutStatus.of(row.getString("status")),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
