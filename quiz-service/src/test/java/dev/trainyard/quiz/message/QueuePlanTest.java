package dev.trainyard.quiz.message;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each index of the queue has the query that needs it. */
@QuarkusTest
class QueuePlanTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    @InjectDatabase
    EmbeddedDatabase real;

    @Test
    void messagesAreTakenByTheIndexesOfWhatIsToDo() throws SQLException {
        uses(QueueStore.TURNS, "ix_message_ready");
        uses(
                QueueStore.CLAIM,
                "ix_message_ready on message",
                "ix_message_chat on message",
                "ix_message_sending on message",
                "pk_message_chat on message_chat",
                "pk_message_channel on message_channel",
                "ix_message_channel_receiver on message_channel");
        uses(QueueStore.LOCK, "ix_message_channel_receiver on message_channel");
        uses(QueueStore.PACE, "ix_message_channel_receiver on message_channel");
        uses(QueueStore.ADVANCE, "ix_message_chat on message");
        uses(QueueStore.MOVE, "ix_message_chat on message");
        uses(QueuedMessages.ADD, "pk_message_chat_move on message_chat_move");
        uses(QueueStore.RIPEN, "ix_message_later on message");
        uses(QueueStore.NEXT_DUE, "ix_message_later on message");
        uses(QueueStore.LOST, "ix_message_sending on message");
    }

    @Test
    void messagesAreListedByTheIndexesOfTheirOwners() throws SQLException {
        uses(MessageStore.PAGE, "pk_message on message");
        uses(MessageStore.ONE, "pk_message on message");
        uses(MessageStore.OF_CHANNEL, "ix_message_channel on message");
        uses(MessageStore.OF_KEY, "uq_message_deduplication_key on message");
        uses(MessageStore.WAITING, "ix_message_chat on message");
        uses(MessageStore.UNSENT, "ix_message_unsent on message");
    }

    @Test
    void messagesAreLookedAfterByTheIndexesOfTheirStates() throws SQLException {
        uses(MessageStore.DEAD, "ix_message_dead on message");
        uses(MessageStore.REPLAY, "ix_message_dead on message");
        uses(MessageStore.DROP, "ix_message_dead on message");
        uses(MessageStore.FORGET, "ix_message_settled_at on message");
        uses(MessageStore.COUNT, "ix_message_dead on message");
        uses(
                MessageStore.FORGET_REMOVED,
                "ix_message_channel_removed on message_channel",
                "ix_message_channel on message");
        uses(
                MessageStore.FORGET_CHANNELS,
                "ix_message_channel_removed on message_channel",
                "ix_message_channel on message",
                "pk_message_chat on message_chat");
    }

    private void uses(String sql, String... indexes) throws SQLException {
        messages.enqueue(Post.many(Channel.unattended(database), 2_000, 500));
        messages.enqueue(Post.many(Channel.unattended(database), 2_000, 500));
        try (var admin = real.connectAsAdmin();
                var statement = admin.createStatement()) {
            // Without statistics any index of a table looks as good as another.
            statement.execute("ANALYZE quiz.message, quiz.message_channel, quiz.message_chat");
        }
        String plan = Plan.of(real, "quiz", sql);
        assertAll(Stream.of(indexes).map(index -> () -> assertThat(plan, containsString(index))));
    }
}
