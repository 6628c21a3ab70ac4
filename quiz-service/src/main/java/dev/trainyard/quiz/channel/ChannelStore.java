package dev.trainyard.quiz.channel;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Table message_channel, as its users see it; each call one statement. */
@ApplicationScoped
class ChannelStore {

    static final int MOST_OF_A_USER = 50;

    private static final String VIEW = "id, kind, name, url, paused_until, created_at, updated_at ";

    private static final String SEALED =
            "SELECT user_id, id, kind, url, secret, key_id, receiver FROM message_channel ";

    // Two at once may exceed the limit by one: it bounds what a user fills, and is nobody's right.
    static final String INSERT = """
            INSERT INTO message_channel (user_id, id, kind, name, url, secret, key_id, receiver, per_second,
                                         chat_pause_ms, group_per_minute)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            WHERE (SELECT count(*) FROM message_channel WHERE user_id = ? AND removed_at IS NULL) < ?
            RETURNING
            """ + VIEW;

    // A kind never changes, so that what was checked for it holds.
    private static final String UPDATE = """
            UPDATE message_channel
            SET name = coalesce(?, name), url = coalesce(?, url), secret = coalesce(?, secret),
                key_id = coalesce(?, key_id), receiver = coalesce(?, receiver), updated_at = now()
            WHERE user_id = ? AND id = ? AND removed_at IS NULL
            RETURNING
            """ + VIEW;

    static final String LIST = "SELECT " + VIEW
            + "FROM message_channel WHERE user_id = ? AND id > ? AND removed_at IS NULL ORDER BY id LIMIT ?";

    static final String ONE =
            "SELECT " + VIEW + "FROM message_channel WHERE user_id = ? AND id = ? AND removed_at IS NULL";

    // To everybody but the job that clears up after it. What it sends by is gone with it.
    static final String REMOVE_IDLE = """
            WITH removed AS (
                UPDATE message_channel c
                SET removed_at = now(), url = NULL, secret = NULL, key_id = NULL, receiver = NULL
                WHERE user_id = ? AND id = ?
                    AND NOT EXISTS (
                        SELECT FROM message m
                        WHERE m.user_id = c.user_id AND m.channel_id = c.id
                            AND m.state IN ('ready', 'later', 'behind', 'sending'))
                RETURNING user_id, id
            ), silenced AS (
                DELETE FROM announcement a USING removed WHERE a.user_id = removed.user_id AND a.channel_id = removed.id
            )
            SELECT count(*) FROM removed
            """;

    // Unless the secret is another by now.
    private static final String NOTE_RECEIVER =
            "UPDATE message_channel SET receiver = ? WHERE user_id = ? AND id = ? AND secret = ?";

    // Of nobody in particular: what is read stays encrypted.
    static final String TAKE = SEALED + """
            WHERE key_id = ? AND (user_id, id) > (?, ?) ORDER BY user_id, id LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    // Not updated_at: it is the same secret.
    private static final String PUT_BACK = """
            UPDATE message_channel c SET secret = n.secret, key_id = n.key_id
            FROM unnest(?::text[], ?::uuid[], ?::bytea[], ?::text[]) AS n (user_id, id, secret, key_id)
            WHERE c.user_id = n.user_id AND c.id = n.id
            """;

    static final String COUNT_OTHERS = """
            SELECT key_id, count(*) FROM message_channel WHERE key_id < ? GROUP BY key_id
            UNION ALL
            SELECT key_id, count(*) FROM message_channel WHERE key_id > ? GROUP BY key_id
            """;

    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    private final Database database;

    ChannelStore(Database database) {
        this.database = database;
    }

    /** A secret as it is stored; both null for a channel without one, or one that stays as it is. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares ciphertexts.
    record Closed(byte[] secret, String keyId) {

        static final Closed NONE = new Closed(null, null);
    }

    /** A channel with its secret as it is stored. */
    record Sealed(String user, UUID id, ChannelKind kind, String url, String receiver, Closed closed) {

        private static Sealed of(ResultSet row) throws SQLException {
            return new Sealed(
                    row.getString("user_id"),
                    row.getObject("id", UUID.class),
                    ChannelKind.of(row.getString("kind")),
                    row.getString("url"),
                    row.getString("receiver"),
                    new Closed(row.getBytes("secret"), row.getString("key_id")));
        }
    }

    /** Adds a channel; empty when the user has too many. */
    Optional<ChannelView> add(String user, UUID id, ChannelDraft draft, String receiver, Closed closed) {
        ChannelKind.Limits limits = draft.kind().limits();
        return database.one(
                INSERT,
                ChannelStore::view,
                user,
                id,
                draft.kind().code(),
                draft.name(),
                draft.url(),
                closed.secret(),
                closed.keyId(),
                receiver,
                limits.perSecond(),
                limits.chatPauseMillis(),
                limits.groupPerMinute(),
                user,
                MOST_OF_A_USER);
    }

    /** Changes what is not null; empty when the channel is not the user's. */
    Optional<ChannelView> change(String user, UUID id, String name, String url, String receiver, Closed closed) {
        return database.one(UPDATE, ChannelStore::view, name, url, closed.secret(), closed.keyId(), receiver, user, id);
    }

    /** A page of a user's channels, in no order that means anything. */
    Page<ChannelView> list(String user, PageQuery page) {
        UUID after = page.cursor(1).map(last -> last.uuid(0)).orElse(BEFORE_ALL_IDS);
        return Page.of(
                database.list(LIST, ChannelStore::view, user, after, page.limitPlusOne()),
                page,
                last -> Cursor.after(last.id()));
    }

    Optional<ChannelView> find(String user, UUID id) {
        return database.one(ONE, ChannelStore::view, user, id);
    }

    Optional<Sealed> sealed(String user, UUID id) {
        return database.one(SEALED + "WHERE user_id = ? AND id = ? AND removed_at IS NULL", Sealed::of, user, id);
    }

    /** Notes what the limits of a channel are shared by, which only its secret tells. */
    void noteReceiver(Sealed channel, String receiver) {
        database.update(
                NOTE_RECEIVER,
                receiver,
                channel.user(),
                channel.id(),
                channel.closed().secret());
    }

    /** Keeps others from putting messages into it until the transaction ends; whether it is the user's. */
    @Transactional(TxType.MANDATORY)
    boolean lock(String user, UUID id) {
        return database.one(
                        "SELECT id FROM message_channel WHERE user_id = ? AND id = ? AND removed_at IS NULL FOR UPDATE",
                        row -> row.getObject("id", UUID.class),
                        user,
                        id)
                .isPresent();
    }

    /** Removes a channel that no message waits for, and what quizzes are told of by it; whether it did. */
    @Transactional(TxType.MANDATORY)
    boolean removeIdle(String user, UUID id) {
        return database.one(REMOVE_IDLE, row -> row.getLong(1), user, id).orElseThrow() == 1;
    }

    /** Locks the next channels under a key, in the order of users, but those that somebody is about to change. */
    @Transactional(TxType.MANDATORY)
    List<Sealed> take(String key, String afterUser, UUID afterId, int limit) {
        return database.list(TAKE, Sealed::of, key, afterUser, afterId, limit);
    }

    /** Replaces their secrets as they are stored. */
    @Transactional(TxType.MANDATORY)
    void putBack(List<Sealed> fresh) {
        database.update(
                PUT_BACK,
                fresh.stream().map(Sealed::user).toArray(String[]::new),
                fresh.stream().map(Sealed::id).toArray(UUID[]::new),
                fresh.stream().map(row -> row.closed().secret()).toArray(byte[][]::new),
                fresh.stream().map(row -> row.closed().keyId()).toArray(String[]::new));
    }

    /** How many secrets are not under {@code key}, by the key that they are under; none is cheap to find. */
    Map<String, Long> countOthers(String key) {
        record Secrets(String key, long count) {}

        return database.list(COUNT_OTHERS, row -> new Secrets(row.getString(1), row.getLong(2)), key, key).stream()
                .collect(Collectors.toMap(Secrets::key, Secrets::count));
    }

    private static ChannelView view(ResultSet row) throws SQLException {
        return new ChannelView(
                row.getObject("id", UUID.class),
                ChannelKind.of(row.getString("kind")),
                row.getString("name"),
                row.getString("url"),
                instant(row, "paused_until"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
