package dev.trainyard.quiz.message;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.message.MessageStore.Keyed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Puts messages into table message. */
@ApplicationScoped
class QueuedMessages implements Messages {

    private static final Set<MessageStatus> GOES_OUT = Set.of(MessageStatus.WAITING, MessageStatus.SENDING);

    // What replicas listen on; ADD tells it.
    static final String NEWS = "message_queued";

    // Ids in the order of the list. Rows in the order of their keys, so that none who use the same wait for each other
    // crosswise. For a chat that has become another it is for that one.
    static final String ADD = """
            WITH new AS MATERIALIZED (
                SELECT n, uuidv7() AS id, user_id, channel_id, chat, priority, deduplication_key, body
                FROM unnest(?::text[], ?::uuid[], ?::text[], ?::integer[], ?::text[], ?::text[]) WITH ORDINALITY
                     AS m (user_id, channel_id, chat, priority, deduplication_key, body, n)
            ), added AS (
                INSERT INTO message (user_id, id, channel_id, chat, priority, deduplication_key, body)
                SELECT user_id, id, channel_id,
                       coalesce((SELECT moved_to FROM message_chat_move m
                                 WHERE m.user_id = new.user_id AND m.channel_id = new.channel_id AND m.chat = new.chat),
                                chat),
                       priority, deduplication_key, body::json
                FROM new
                ORDER BY user_id, deduplication_key, n
                ON CONFLICT (user_id, deduplication_key) WHERE deduplication_key IS NOT NULL DO NOTHING
                RETURNING id
            ), told AS (
                SELECT pg_notify('message_queued', '') FROM added LIMIT 1
            )
            SELECT added.id, (SELECT count(*) FROM told) FROM new LEFT JOIN added ON added.id = new.id ORDER BY n
            """;

    private final Database database;
    private final MessageStore messages;
    private final QueueStore queue;
    private final MessageConfig config;

    QueuedMessages(Database database, MessageStore messages, QueueStore queue, MessageConfig config) {
        this.database = database;
        this.messages = messages;
        this.queue = queue;
        this.config = config;
    }

    @Override
    public List<UUID> enqueue(List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return database.list(
                ADD,
                row -> row.getObject(1, UUID.class),
                column(messages, NewMessage::user, String[]::new),
                column(messages, NewMessage::channel, UUID[]::new),
                column(messages, NewMessage::chat, String[]::new),
                column(messages, NewMessage::priority, Integer[]::new),
                column(messages, NewMessage::deduplicationKey, String[]::new),
                column(messages, message -> message.body().toString(), String[]::new));
    }

    @Override
    public boolean isFull(String user) {
        return messages.waiting(user, config.maxWaiting()) >= config.maxWaiting();
    }

    @Override
    public void hold(String user, UUID channel) {
        queue.lock(user, channel);
    }

    @Override
    public boolean takeBack(String user, String deduplicationKey) {
        Optional<Keyed> found = messages.ofKey(user, deduplicationKey);
        if (found.isEmpty()) {
            return true;
        }
        Keyed message = found.get();
        if (messages.cancel(user, message.id())) {
            queue.advance(List.of(message.chat()));
            return true;
        }
        return messages.ofKey(user, deduplicationKey)
                .map(Keyed::status)
                .filter(GOES_OUT::contains)
                .isEmpty();
    }

    private static <T> T[] column(List<NewMessage> messages, Function<NewMessage, T> value, IntFunction<T[]> array) {
        return messages.stream().map(value).toArray(array);
    }
}
