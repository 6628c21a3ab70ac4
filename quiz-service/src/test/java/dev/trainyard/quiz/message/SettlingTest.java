package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.message.Post.TestConfig;
import dev.trainyard.quiz.message.QueueStore.Room;
import dev.trainyard.quiz.message.Report.Ending;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down of a message, round by round. */
@QuarkusTest
class SettlingTest {

    @Inject
    Messages messages;

    @Inject
    Database database;

    private final String kind = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private QueueStore queue;
    private Channel bot;

    @BeforeEach
    void open() {
        queue = new QueueStore(database, TestConfig.USUAL);
        bot = Channel.of(database, kind);
    }

    private Taken taken() {
        messages.enqueue(List.of(bot.says("7", "hello")));
        return queue.round(List.of(), new Room(Set.of(kind), 1, 1, Map.of()))
                .taken()
                .getFirst();
    }

    private void settle(Taken taken, Ending ending, String said) {
        queue.round(List.of(Report.of(taken, ending, said)), new Room(Set.of(kind), 0, 0, Map.of()));
    }

    private void wasPutOff(String ago) {
        database.update(
                "UPDATE message SET delayed_at = now() - ?::interval WHERE user_id = ?",
                ago,
                bot.owner().id());
    }

    private String column(String name) {
        return database.one(
                        "SELECT " + name + "::text FROM message WHERE user_id = ?",
                        row -> row.getString(1),
                        bot.owner().id())
                .orElse(null);
    }

    @Test
    void messageThatWasGivenUpButIsSentIsSent() {
        Taken taken = taken();
        settle(taken, Ending.FAILED, "lost");

        settle(taken, Ending.SENT, "ref");

        assertEquals("sent", column("state"));
        assertEquals("ref", column("reference"));
    }

    @Test
    void messageThatSomebodyElseHasIsNotSettledByAFormerOwner() {
        Taken taken = taken();
        database.update(
                "UPDATE message SET taken = taken + 1 WHERE user_id = ?",
                bot.owner().id());

        settle(taken, Ending.SENT, "ref");

        assertEquals("sending", column("state"));
    }

    @Test
    void messageThatWasGivenUpIsNotGivenUpAgain() {
        Taken taken = taken();
        settle(taken, Ending.FAILED, "lost");

        settle(taken, Ending.REFUSED, "no such chat");

        assertEquals("1", column("failures"));
        assertEquals("lost", column("reason"));
    }

    @Test
    void messageThatIsSlowedDownWaits() {
        Taken taken = taken();

        settle(taken, Ending.SLOWED, "429");

        assertEquals("ready", column("state"));
        assertEquals("true", column("(delayed_at IS NOT NULL)"));
    }

    @Test
    void messageThatIsSlowedDownForTooLongIsDead() {
        Taken taken = taken();
        wasPutOff("73 hours");

        settle(taken, Ending.SLOWED, "429");

        assertEquals("dead", column("state"));
        assertEquals("429", column("reason"));
        assertEquals("0", column("failures"));
    }

    @Test
    void messageThatIsSlowedDownForLessWaitsOn() {
        Taken taken = taken();
        wasPutOff("71 hours");

        settle(taken, Ending.SLOWED, "429");

        assertEquals("ready", column("state"));
    }

    @Test
    void messageThatCouldNotBeTriedIsPutOffWithoutAFailure() {
        Taken taken = taken();
        wasPutOff("5 seconds");

        settle(taken, Ending.DELAYED, "The channel cannot be read just now");

        assertEquals("0", column("failures"));
        assertEquals("The channel cannot be read just now", column("reason"));
        assertEquals("true", column("(state IN ('later', 'ready'))"));
        // For as long again as it was put off, which here is a second at most, or half of that.
        assertEquals("true", column("(due_at >= created_at + interval '500 milliseconds')"));
    }

    @Test
    void messageThatCannotBeTriedForTooLongIsDead() {
        Taken taken = taken();
        wasPutOff("73 hours");

        settle(taken, Ending.DELAYED, "The channel cannot be read just now");

        assertEquals("dead", column("state"));
    }

    @Test
    void messageThatWasTakenBackStaysSo() {
        Taken taken = taken();
        database.update(
                "UPDATE message SET state = 'cancelled', settled_at = now() WHERE user_id = ?",
                bot.owner().id());

        settle(taken, Ending.SENT, "ref");

        assertEquals("cancelled", column("state"));
    }
}
