package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QueuedMessagesTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    @Test
    void messagesAreQueuedInTheirOrder() {
        Channel bot = Channel.unattended(database);

        List<UUID> ids = messages.enqueue(List.of(bot.says("7", "one"), bot.says("7", "two"), bot.says("8", "three")));

        assertEquals(ids, ids.stream().sorted().toList());
        assertEquals(List.of("one", "two", "three"), bot.bodies());
    }

    @Test
    void messagesOfATransactionThatFailsAreNotQueued() {
        Channel bot = Channel.unattended(database);

        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    messages.enqueue(List.of(bot.says("7", "one")));
                    throw new IllegalStateException("undone");
                }));

        assertEquals(List.of(), bot.bodies());
    }

    @Test
    void keyIsUsedOnce() {
        Channel bot = Channel.unattended(database);
        messages.enqueue(List.of(bot.says("7", "one", "k")));

        List<UUID> again = messages.enqueue(
                List.of(bot.says("7", "two", "k"), bot.says("7", "three"), bot.says("7", "four", "l")));

        assertNull(again.get(0));
        assertNotNull(again.get(1));
        assertNotNull(again.get(2));
        assertEquals(List.of("one", "three", "four"), bot.bodies());
    }

    @Test
    void keyThatIsTwiceInOneListIsUsedOnce() {
        Channel bot = Channel.unattended(database);

        List<UUID> ids = messages.enqueue(List.of(bot.says("7", "one", "k"), bot.says("7", "two", "k")));

        assertNotNull(ids.get(0));
        assertNull(ids.get(1));
        assertEquals(List.of("one"), bot.bodies());
    }

    @Test
    void keyOfAnotherUserIsAnother() {
        Channel bot = Channel.unattended(database);
        Channel other = Channel.unattended(database);
        messages.enqueue(List.of(other.says("7", "theirs", "k")));

        List<UUID> ids = messages.enqueue(List.of(bot.says("7", "mine", "k")));

        assertNotNull(ids.getFirst());
    }

    @Test
    void channelOfAnotherUserIsRefused() {
        Channel theirs = Channel.unattended(database);
        NewMessage message = new NewMessage("somebody-else", theirs.id(), "7", 0, null, Channel.text("mine"));

        assertThrows(DatabaseException.class, () -> messages.enqueue(List.of(message)));

        assertEquals(List.of(), theirs.bodies());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "later", "behind"})
    void messageThatWaitsIsTakenBackAndTheNextOneOfItsChatGoesOn(String state) {
        Channel bot = Channel.unattended(database);
        List<UUID> ids = messages.enqueue(List.of(bot.says("7", "one", "k"), bot.says("7", "two")));
        become(state, ids.get(0));
        become("behind", ids.get(1));

        assertTrue(takesBack(bot, "k"));

        assertEquals("cancelled", state(ids.get(0)));
        assertEquals("ready", state(ids.get(1)));
    }

    @Test
    void messageThatIsBeingSentIsNotTakenBack() {
        Channel bot = Channel.unattended(database);
        UUID id = messages.enqueue(List.of(bot.says("7", "one", "k"))).getFirst();
        become("sending", id);

        assertFalse(takesBack(bot, "k"));

        assertEquals("sending", state(id));
    }

    @Test
    void messageThatWasSentStaysSent() {
        Channel bot = Channel.unattended(database);
        UUID id = messages.enqueue(List.of(bot.says("7", "one", "k"))).getFirst();
        database.update("UPDATE message SET state = 'sent', settled_at = now() WHERE id = ?", id);

        assertTrue(takesBack(bot, "k"));

        assertEquals("sent", state(id));
    }

    @Test
    void keyOfAnotherUserIsNotTakenBack() {
        Channel bot = Channel.unattended(database);
        UUID theirs = messages.enqueue(List.of(Channel.unattended(database).says("7", "theirs", "k")))
                .getFirst();

        assertTrue(takesBack(bot, "k"));

        assertEquals("ready", state(theirs));
    }

    @Test
    void nothingIsQueuedByAnEmptyList() {
        assertEquals(List.of(), messages.enqueue(List.of()));
    }

    private boolean takesBack(Channel channel, String key) {
        return QuarkusTransaction.requiringNew().call(() -> {
            messages.hold(channel.owner().id(), channel.id());
            return messages.takeBack(channel.owner().id(), key);
        });
    }

    /** Not yet due, so that no replica changes it. */
    private void become(String state, UUID id) {
        database.update("UPDATE message SET state = ?, due_at = now() + interval '1 hour' WHERE id = ?", state, id);
    }

    private String state(UUID id) {
        return database.one("SELECT state FROM message WHERE id = ?", row -> row.getString(1), id)
                .orElseThrow();
    }
}
