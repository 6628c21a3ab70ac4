package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.job.JobRun;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not kept for good. */
@QuarkusTest
class ForgottenMessagesTest {

    @Inject
    Messages messages;

    @Inject
    MessageStore store;

    @Inject
    MessageConfig config;

    @Inject
    Database database;

    private Channel bot;

    private record Run(boolean isCancelled) implements JobRun {

        @Override
        public void handled(long more) {}
    }

    @BeforeEach
    void open() {
        bot = Channel.unattended(database);
    }

    private void run() {
        new ForgottenMessages(store, config).run(new Run(false));
    }

    @Test
    void messageIsForgottenAfterItsTime() {
        messages.enqueue(List.of(bot.says("7", "old"), bot.says("7", "recent"), bot.says("7", "waits")));
        settled("old", "31 days");
        settled("recent", "29 days");

        run();

        assertEquals(List.of("recent", "waits"), bot.bodies());
    }

    @Test
    void chatIsForgottenWhenNoLimitLooksBackAtIt() {
        sent("quiet", "3 minutes");
        sent("lively", "59 seconds");

        run();

        assertEquals(List.of("lively"), chats());
    }

    @Test
    void messagesOfARemovedChannelAreForgottenAndWhatWaitsIsSettledFirst() {
        messages.enqueue(List.of(bot.says("7", "recent"), bot.says("7", "waits")));
        settled("recent", "1 second");
        removed("2 hours");

        run();

        assertEquals(List.of("waits"), bot.bodies());
        assertEquals(1, channels());
    }

    @Test
    void removedChannelIsForgottenWhenNothingIsLeftOfIt() {
        messages.enqueue(List.of(bot.says("7", "recent")));
        settled("recent", "1 second");
        sent("quiet", "3 minutes");
        removed("61 minutes");

        run();

        assertEquals(0, channels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"59 minutes", "0 seconds"})
    void removedChannelIsKeptAsLongAsSomebodyMayHaveSeenIt(String ago) {
        removed(ago);

        run();

        assertEquals(1, channels());
    }

    @Test
    void channelThatIsNotRemovedStays() {
        run();

        assertEquals(1, channels());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE message SET due_at = 'infinity' WHERE user_id = ?",
                "UPDATE message_channel SET paused_until = 'infinity' WHERE user_id = ?"
            })
    void nothingIsPutOffForEver(String sql) {
        messages.enqueue(List.of(bot.says("7", "waits")));

        assertThrows(
                DatabaseException.class, () -> database.update(sql, bot.owner().id()));
    }

    private void settled(String text, String ago) {
        database.update("""
                UPDATE message SET state = 'sent', settled_at = now() - ?::interval
                WHERE user_id = ? AND body ->> 'text' = ?
                """, ago, bot.owner().id(), text);
    }

    private void sent(String chat, String ago) {
        database.update("""
                INSERT INTO message_chat (user_id, channel_id, chat, sent_at)
                VALUES (?, ?, ?, ARRAY[now() - interval '1 day', now() - ?::interval])
                """, bot.owner().id(), bot.id(), chat, ago);
    }

    private void removed(String ago) {
        database.update(
                "UPDATE message_channel SET removed_at = now() - ?::interval WHERE user_id = ?",
                ago,
                bot.owner().id());
    }

    private long channels() {
        return database.one(
                        "SELECT count(*) FROM message_channel WHERE user_id = ?",
                        row -> row.getLong(1),
                        bot.owner().id())
                .orElseThrow();
    }

    private List<String> chats() {
        return database.list(
                "SELECT chat FROM message_chat WHERE user_id = ?",
                row -> row.getString(1),
                bot.owner().id());
    }
}
