package dev.trainyard.quiz.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.quiz.authoring.Bodies;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.quiz.sender.BotApi.Bot;
import dev.trainyard.quiz.sender.BotApi.Delivered;
import dev.trainyard.quiz.sender.BotApi.Mischief;
import dev.trainyard.quiz.sender.WebhookReceiver.Received;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a quiz over the queue to the receiver. */
@QuarkusTest
class DeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = "-1001234567890";

    private final Bot bot = BotApi.bot();
    private final TestUser ada = TestUser.fresh();

    /** The path of a quiz that is told of by a channel. */
    private String quiz(OwnChannel channel, String chat, String... on) {
        String quiz = new Creator(ada).writes(Bodies.quiz(Bodies.text()));
        JsonObject announcement = new JsonObject()
                .put("channelId", channel.id().toString())
                .put("chat", chat)
                .put("on", new JsonArray(List.of(on)));
        ada.sends(announcement.encode()).put(quiz + "/announcements").then().statusCode(200);
        return quiz;
    }

    private void does(String quiz, String... verbs) {
        for (String verb : verbs) {
            ada.request().post(quiz + "/" + verb).then().statusCode(200);
        }
    }

    private String test(OwnChannel channel, String chat) {
        return ada.sends(new JsonObject().put("chat", chat).encode())
                .post(channel.path() + "/test")
                .path("messageId");
    }

    private void awaitStatus(String message, String status) {
        await().atMost(PATIENCE)
                .until(() -> status.equals(
                        ada.request().get("/api/v1/messages/" + message).path("status")));
    }

    @Test
    void courseOfAQuizComesInItsOrder() {
        String quiz = quiz(OwnChannel.telegram(ada, bot.token()), GROUP, "opened", "started", "closed");
        does(quiz, "open", "start", "close");

        await().atMost(PATIENCE).until(() -> bot.delivered().size() == 3);

        assertEquals(
                List.of(
                        new Delivered(GROUP, "<b>The planets</b> has started: 1 question.", "HTML"),
                        new Delivered(GROUP, "<b>The planets</b> is closed: 0 players took part.", "HTML")),
                bot.delivered().subList(1, 3));
    }

    @Test
    void webhookIsSignedWithWhatItsOwnerWasShown() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(204)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            does(quiz(channel, "site", "opened"), "open");

            Received received = receiver.next();

            assertTrue(received.signature().isOf(channel.secret().substring("whsec_".length()), received.body()));
            assertEquals("quiz.opened", new JsonObject(new String(received.body(), UTF_8)).getString("event"));
        }
    }

    @Test
    void whatFailedComesOnceAndKeepsItsPlace() {
        bot.then(
                Mischief.answer(502, "text/html", "Bad gateway"),
                Mischief.hangUp(),
                Mischief.flood("{\"retry_after\": 1}"));
        OwnChannel channel = OwnChannel.telegram(ada, bot.token());
        String first = test(channel, "4711");
        does(quiz(channel, "4711", "opened"), "open");

        await().atMost(PATIENCE).until(() -> bot.delivered().size() == 2);

        assertEquals("This channel works.", bot.delivered().getFirst().text());
        awaitStatus(first, "sent");
    }

    @Test
    void groupThatHasMovedIsAskedForOnce() {
        bot.hasMoved("-47", -1001234567890L);
        OwnChannel channel = OwnChannel.telegram(ada, bot.token());
        awaitStatus(test(channel, "-47"), "sent");

        String later = test(channel, "-47");

        awaitStatus(later, "sent");
        assertEquals(
                List.of("-1001234567890", "-1001234567890"),
                bot.delivered().stream().map(Delivered::chat).toList());
        assertEquals(3, bot.requests().size());
        assertEquals(
                "-1001234567890", ada.request().get("/api/v1/messages/" + later).path("chat"));
    }

    @Test
    void refusalIsToldToTheOwner() {
        bot.refuses("4711", 403, "Forbidden: bot was blocked by the user");

        String message = test(OwnChannel.telegram(ada, bot.token()), "4711");

        awaitStatus(message, "dead");
        assertEquals(
                "Telegram answered 403: Forbidden: bot was blocked by the user",
                ada.request().get("/api/v1/messages/" + message).path("reason"));
        assertEquals(1, bot.requests().size());
    }
}
