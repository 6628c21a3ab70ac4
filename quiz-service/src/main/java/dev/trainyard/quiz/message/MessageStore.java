package dev.trainyard.quiz.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.message.Taken.Chat;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages as their owners and admins see them. */
@ApplicationScoped
class MessageStore {

    private static final String SUMMARY = """
            SELECT id, channel_id, chat, priority, deduplication_key, state, failures, reason, reference, due_at, created_at,
                   settled_at
            FROM message
            """;

    static final String PAGE = SUMMARY + "WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?";

    static final String SENT = SUMMARY + "WHERE user_id = ? AND id < ? AND state = 'sent' ORDER BY id DESC LIMIT ?";

    static final String UNSENT =
            SUMMARY + "WHERE state <> 'sent' AND user_id = ? AND id < ? AND state = ANY (?) ORDER BY id DESC LIMIT ?";

    static final String OF_CHANNEL = SUMMARY + """
            WHERE user_id = ? AND channel_id = ? AND id < ?
              AND EXISTS (SELECT FROM message_channel c
                          WHERE c.user_id = message.user_id AND c.id = message.channel_id AND c.removed_at IS NULL)
            ORDER BY id DESC LIMIT ?
            """;

    static final String ONE = """
            SELECT id, channel_id, chat, priority, deduplication_key, state, failures, reason, reference, due_at, created_at,
                   settled_at, body
            FROM message
            WHERE user_id = ? AND id = ?
            """;

    static final String OF_KEY = """
            SELECT id, channel_id, chat, state FROM message WHERE user_id = ? AND deduplication_key = ?
            """;

    static final String DEAD = """
            SELECT m.user_id, m.id, m.channel_id, c.kind, m.chat, m.failures, m.reason, m.created_at, m.settled_at
            FROM message m JOIN message_channel c ON c.user_id = m.user_id AND c.id = m.channel_id
            WHERE m.state = 'dead' AND m.id < ? AND c.removed_at IS NULL
            ORDER BY m.id DESC
            LIMIT ?
            """;

    // Its failures are forgotten, and how long it was put off; its place in the chat is not: what came after it has
    // gone, and what comes now is behind it. The state is not always what is asked for: what has nothing to say any
    // more
    // is cancelled by a trigger.
    static final String REPLAY = """
            UPDATE message SET state = 'ready', failures = 0, delayed_at = NULL, due_at = now(), settled_at = NULL
            WHERE state = 'dead' AND id = ?
              AND EXISTS (SELECT FROM message_channel c
                          WHERE c.user_id = message.user_id AND c.id = message.channel_id AND c.removed_at IS NULL)
            RETURNING state = 'ready' AS is_sent_again
            """;

    static final String REPLAY_CHANNEL = """
            UPDATE message SET state = 'ready', failures = 0, delayed_at = NULL, due_at = now(), settled_at = NULL
            WHERE (user_id, id) IN (
                SELECT user_id, id FROM message
                WHERE state = 'dead' AND channel_id = ?
                  AND EXISTS (SELECT FROM message_channel c
                              WHERE c.user_id = message.user_id AND c.id = message.channel_id AND c.removed_at IS NULL)
                ORDER BY id LIMIT ?
                FOR UPDATE SKIP LOCKED)
            RETURNING state = 'ready' AS is_sent_again
            """;

    static final String DROP = """
            UPDATE message SET state = 'cancelled', reason = left('dropped by an admin; ' || coalesce(reason, ''), 500)
            WHERE state = 'dead' AND id = ?
            """;

    static final String FORGET = """
            DELETE FROM message
            WHERE (user_id, id) IN (
                SELECT user_id, id FROM message
                WHERE settled_at IS NOT NULL AND settled_at < ?
                ORDER BY settled_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    // What came in while its channel was removed is settled first, so that whoever follows it hears of it. By state
    // and not by settled_at, whose index would have all that is settled read for a few.
    static final String FORGET_REMOVED = """
            DELETE FROM message
            WHERE (user_id, id) IN (
                SELECT m.user_id, m.id
                FROM message_channel c CROSS JOIN LATERAL (
                    SELECT user_id, id FROM message
                    WHERE user_id = c.user_id AND channel_id = c.id
                      AND state NOT IN ('ready', 'later', 'behind', 'sending')
                    LIMIT ?
                    FOR UPDATE SKIP LOCKED) AS m
                WHERE c.removed_at IS NOT NULL
                LIMIT ?)
            """;

    // When nothing is left that would go with them, and nobody is left who has seen them before they were removed.
    static final String FORGET_CHANNELS = """
            DELETE FROM message_channel
            WHERE (user_id, id) IN (
                SELECT user_id, id FROM message_channel c
                WHERE removed_at IS NOT NULL AND removed_at < now() - interval '1 hour'
                  AND (SELECT id FROM message m
                       WHERE m.user_id = c.user_id AND m.channel_id BETWEEN c.id AND c.id
                       ORDER BY m.channel_id, m.id LIMIT 1) IS NULL
                  AND (SELECT chat FROM message_chat s
                       WHERE s.user_id = c.user_id AND s.channel_id = c.id LIMIT 1) IS NULL
                ORDER BY user_id, id
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    // No limit looks back for longer than a minute. By key, as all who lock several.
    static final String FORGET_CHATS = """
            DELETE FROM message_chat
            WHERE (user_id, channel_id, chat) IN (
                SELECT user_id, channel_id, chat FROM message_chat
                WHERE sent_at[cardinality(sent_at)] < now() - interval '2 minutes'
                ORDER BY user_id, channel_id, chat
                LIMIT ?
                FOR UPDATE SKIP LOCKED)
            """;

    static final String COUNT = """
            SELECT count(*), extract(epoch FROM now() - min(uuid_extract_timestamp(id))),
                   (SELECT count(*) FROM message WHERE state = 'dead')
            FROM message
            WHERE state IN ('ready', 'later', 'behind', 'sending')
            """;

    // In an order that only the index of what waits has: by another, all that a user has sent would be read.
    static final String WAITING = """
            SELECT count(*) FROM (
                SELECT FROM message
                WHERE state IN ('ready', 'later', 'behind', 'sending') AND user_id = ?
                ORDER BY channel_id, chat LIMIT ?) AS waiting
            """;

    private final Database database;
    private final ObjectMapper json;

    MessageStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** How much there is to do, in all replicas; the age is 0 when there is nothing. */
    record Count(long waiting, double oldestAgeSeconds, long dead) {

        static final Count NOTHING = new Count(0, 0, 0);
    }

    /** A message that has a deduplication key. */
    record Keyed(UUID id, Chat chat, MessageStatus status) {}

    /** Those that are older than {@code before}, newest first. */
    List<MessageSummary> page(String user, UUID before, int limit) {
        return database.list(PAGE, MessageStore::summary, user, before, limit);
    }

    List<MessageSummary> page(String user, MessageStatus status, UUID before, int limit) {
        return status == MessageStatus.SENT
                ? database.list(SENT, MessageStore::summary, user, before, limit)
                : database.list(
                        UNSENT,
                        MessageStore::summary,
                        user,
                        before,
                        status.states().toArray(String[]::new),
                        limit);
    }

    List<MessageSummary> ofChannel(String user, UUID channel, UUID before, int limit) {
        return database.list(OF_CHANNEL, MessageStore::summary, user, channel, before, limit);
    }

    Optional<MessageView> find(String user, UUID id) {
        return database.one(ONE, this::view, user, id);
    }

    Optional<Chat> chatOf(String user, UUID id) {
        return database.one(
                "SELECT user_id, channel_id, chat FROM message WHERE user_id = ? AND id = ?",
                row -> new Chat(
                        row.getString("user_id"), row.getObject("channel_id", UUID.class), row.getString("chat")),
                user,
                id);
    }

    /** The message of a user and a deduplication key. */
    Optional<Keyed> ofKey(String user, String key) {
        return database.one(
                OF_KEY,
                row -> new Keyed(
                        row.getObject("id", UUID.class),
                        new Chat(user, row.getObject("channel_id", UUID.class), row.getString("chat")),
                        MessageStatus.ofState(row.getString("state"))),
                user,
                key);
    }

    /** Whether it waited. Its channel must be locked. */
    boolean cancel(String user, UUID id) {
        return database.update("""
                        UPDATE message SET state = 'cancelled', settled_at = now()
                        WHERE user_id = ? AND id = ? AND state IN ('ready', 'later', 'behind')
                        """, user, id) == 1;
    }

    /** The dead of all users, newest first. */
    List<DeadMessage> dead(UUID before, int limit) {
        return database.list(DEAD, MessageStore::deadMessage, before, limit);
    }

    /** Whether it is sent again, and not cancelled since it has nothing to say any more; empty when it was not dead. */
    Optional<Boolean> replay(UUID id) {
        return database.one(REPLAY, row -> row.getBoolean("is_sent_again"), id);
    }

    /** The same for each of the dead of a channel, of at most so many. */
    List<Boolean> replayChannel(UUID channel, int atMost) {
        return database.list(REPLAY_CHANNEL, row -> row.getBoolean("is_sent_again"), channel, atMost);
    }

    /** Whether it was dead. */
    boolean drop(UUID id) {
        return database.update(DROP, id) == 1;
    }

    /** Whether there is such a channel; null for no pause. */
    boolean pause(UUID channel, Instant until) {
        return database.update(
                        "UPDATE message_channel SET paused_until = ? WHERE id = ? AND removed_at IS NULL",
                        until,
                        channel)
                == 1;
    }

    /** Removes some that were settled before {@code oldest}; how many. */
    int forget(Instant oldest, int atMost) {
        return database.update(FORGET, oldest, atMost);
    }

    /** Removes some messages of channels that were removed; how many. */
    int forgetRemoved(int atMost) {
        return database.update(FORGET_REMOVED, atMost, atMost);
    }

    /** Removes some of the channels that were removed and have nothing any more; how many. */
    int forgetChannels(int atMost) {
        return database.update(FORGET_CHANNELS, atMost);
    }

    /** Removes some chats that nothing was sent to for so long that no limit looks back at it; how many. */
    int forgetChats(int atMost) {
        return database.update(FORGET_CHATS, atMost);
    }

    /** How many of a user are not settled yet, counted up to {@code most}. */
    long waiting(String user, int most) {
        return database.one(WAITING, row -> row.getLong(1), user, most).orElseThrow();
    }

    Count count() {
        return database.one(COUNT, row -> new Count(row.getLong(1), Math.max(0, row.getDouble(2)), row.getLong(3)))
                .orElseThrow();
    }

    private static MessageSummary summary(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new MessageSummary(
                row.getObject("id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getString("chat"),
                row.getInt("priority"),
                row.getString("deduplication_key"),
                MessageStatus.ofState(state),
                row.getInt("failures"),
                row.getString("reason"),
                row.getString("reference"),
                state.equals("later") ? instant(row, "due_at") : null,
                instant(row, "created_at"),
                instant(row, "settled_at"));
    }

    private MessageView view(ResultSet row) throws SQLException {
        try {
            return MessageView.of(summary(row), json.readTree(row.getString("body")));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The database holds no JSON", unreadable);
        }
    }

    private static DeadMessage deadMessage(ResultSet row) throws SQLException {
        return new DeadMessage(
                row.getString("user_id"),
                row.getObject("id", UUID.class),
                row.getObject("channel_id", UUID.class),
                row.getString("kind"),
                row.getString("chat"),
                row.getInt("failures"),
                row.getString("reason"),
                instant(row, "created_at"),
                instant(row, "settled_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
