package dev.trainyard.quiz.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.quiz.channel.OpenedChannels;
import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.SendOutcome.Moved;
import dev.trainyard.quiz.message.SendOutcome.Refused;
import dev.trainyard.quiz.message.SendOutcome.Sent;
import dev.trainyard.quiz.message.SendOutcome.SlowDown;
import dev.trainyard.quiz.message.SendOutcome.TryAgain;
import dev.trainyard.quiz.message.Sender;
import dev.trainyard.quiz.sender.BotApi.Bot;
import dev.trainyard.quiz.sender.BotApi.Delivered;
import dev.trainyard.quiz.sender.BotApi.Mischief;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TelegramSenderTest {

    private static final String HELLO = "{\"text\": \"Hello\"}";

    @Inject
    TelegramSender sender;

    @Inject
    ChannelLookup channels;

    @Inject
    ObjectMapper mapper;

    @ConfigProperty(name = "trainyard.senders.telegram-url")
    URI api;

    private final Bot bot = BotApi.bot();
    private final TestUser ada = TestUser.fresh();

    /** Settings of a sender of its own. */
    private record Settings(URI telegramUrl, Duration timeout) implements SenderConfig {}

    private TelegramSender impatient(URI url) {
        return new TelegramSender(channels, mapper, new Settings(url, Duration.ofMillis(300)));
    }

    private Sender.Outgoing outgoing(String chat, String body) {
        UUID channel = OwnChannel.telegram(ada, bot.token()).id();
        return new Sender.Outgoing(UUID.randomUUID(), ada.id(), channel, chat, body, 1);
    }

    private SendOutcome send(String chat, String body) {
        return sender.send(outgoing(chat, body));
    }

    @Test
    void textIsDelivered() {
        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Sent("1"), outcome);
        assertEquals(List.of(new Delivered("4711", "Hello", null)), bot.delivered());
    }

    @Test
    void markedUpTextGoesBeforeThePlainOne() {
        send("4711", "{\"text\": \"1 < 2\", \"html\": \"<b>1</b> &lt; 2\", \"event\": \"quiz.closed\"}");

        assertEquals(List.of(new Delivered("4711", "<b>1</b> &lt; 2", "HTML")), bot.delivered());
    }

    @ParameterizedTest
    @CsvSource({"4711, 4711", "-1001234567890, -1001234567890", "@trainyard_club, \"@trainyard_club\""})
    void chatIsNamedByNumberOrName(String chat, String sent) {
        send(chat, HELLO);

        assertEquals(
                "{\"text\":\"Hello\",\"chat_id\":" + sent + "}", bot.requests().getFirst());
    }

    @Test
    void groupThatHasMovedIsToldOf() {
        bot.hasMoved("-47", -1001234567890L);

        SendOutcome outcome = send("-47", HELLO);

        assertEquals(new Moved("-1001234567890"), outcome);
        assertEquals(List.of(), bot.delivered());
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 1", "10072, 10072", "99999999999, 86400"})
    void floodSlowsTheWholeBotDown(String said, long seconds) {
        bot.then(Mischief.flood("{\"retry_after\": " + said + "}"));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(
                new SlowDown(Duration.ofSeconds(seconds), "Telegram answered 429: Too Many Requests: retry after 7"),
                outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"retry_after\": \"soon\"}", "{\"retry_after\": 1.5}"})
    void floodThatSaysNoTimeIsTriedAgain(String parameters) {
        bot.then(Mischief.flood(parameters));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new TryAgain("Telegram answered 429: Too Many Requests: retry after 7"), outcome);
    }

    @Test
    void internalErrorIsTriedAgain() {
        bot.then(Mischief.answer(
                500,
                "application/json",
                "{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}"));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new TryAgain("Telegram answered 500: Internal Server Error"), outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 403, 404, 502, 503})
    void answerOfSomethingOnTheWayIsTriedAgain(int status) {
        bot.then(Mischief.answer(status, "text/html", "<html>Bad gateway</html>"));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new TryAgain("Telegram answered " + status), outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden: bot was blocked by the user",
        "403, Forbidden: bot was kicked from the supergroup chat",
        "400, Bad Request: chat not found",
    })
    void chatThatMayNotBeWrittenToIsRefused(int status, String description) {
        bot.refuses("4711", status, description);

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Refused("Telegram answered " + status + ": " + description), outcome);
    }

    @Test
    void markupThatIsBrokenIsRefused() {
        SendOutcome outcome = send("4711", "{\"html\": \"<b>1 < 2\"}");

        assertEquals(
                new Refused("Telegram answered 400: Bad Request: can't parse entities: Unsupported start tag at byte"
                        + " offset 0"),
                outcome);
    }

    @Test
    void textThatIsTooLongIsRefused() {
        SendOutcome outcome =
                send("4711", new JsonObject().put("text", "a".repeat(4097)).encode());

        assertEquals(new Refused("Telegram answered 400: Bad Request: message is too long"), outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\": \"  \"}", "{\"text\": null, \"html\": \"\"}", "[]", "\"Hello\"", "7"})
    void messageWithoutATextIsRefused(String body) {
        SendOutcome outcome = send("4711", body);

        assertEquals(new Refused("The message has no text"), outcome);
        assertEquals(List.of(), bot.requests());
    }

    @Test
    void tokenThatIsNotGoodIsRefusedWithoutBeingTold() {
        UUID channel =
                OwnChannel.telegram(ada, "123456789:AA-not-one-of-those-bots").id();

        SendOutcome outcome = sender.send(new Sender.Outgoing(UUID.randomUUID(), ada.id(), channel, "4711", HELLO, 1));

        assertEquals(
                new Refused("Telegram answered 401: Unauthorized: the bot's token is not, or no longer, good"),
                outcome);
    }

    @Test
    void tokenThatTheServerRepeatsIsNotTold() {
        bot.then(Mischief.answer(
                400, "application/json", "{\"ok\":false,\"description\":\"No /bot" + bot.token() + "/ here\"}"));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Refused("Telegram answered 400: No /bot***/ here"), outcome);
    }

    @Test
    void noPartIsToldOfATokenWhereTheDescriptionIsCut() {
        bot.refuses("4711", 400, "a".repeat(190) + bot.token());

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Refused("Telegram answered 400: " + "a".repeat(190) + "***"), outcome);
    }

    @Test
    void longDescriptionIsCut() {
        bot.refuses("4711", 400, "a".repeat(1000));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Refused("Telegram answered 400: " + "a".repeat(200)), outcome);
    }

    @Test
    void channelOfAnotherUserIsGone() {
        UUID channel = OwnChannel.telegram(ada, bot.token()).id();

        SendOutcome outcome = sender.send(
                new Sender.Outgoing(UUID.randomUUID(), TestUser.fresh().id(), channel, "4711", HELLO, 1));

        assertEquals(new Refused(OpenedChannels.GONE), outcome);
        assertEquals(List.of(), bot.requests());
    }

    @Test
    void silenceEndsInTime() {
        bot.then(Mischief.silence());

        SendOutcome outcome = impatient(api).send(outgoing("4711", HELLO));

        assertEquals(new TryAgain("Telegram did not answer in time"), outcome);
    }

    @Test
    void answerThatNeverEndsEndsInTime() {
        bot.then(Mischief.endless());

        SendOutcome outcome = impatient(api).send(outgoing("4711", HELLO));

        assertEquals(new TryAgain("Telegram did not answer in time"), outcome);
    }

    @Test
    void whoHangsUpIsCalledAgain() {
        bot.then(Mischief.hangUp());

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new TryAgain("Telegram broke off, or did not answer as HTTP wants it"), outcome);
    }

    @Test
    void answerThatIsTooLongIsNotRead() {
        bot.then(Mischief.answer(200, "application/json", " ".repeat(300_000)));

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new TryAgain("Telegram broke off, or did not answer as HTTP wants it"), outcome);
    }

    @Test
    void serverThatIsNotThereIsTriedAgain() throws Exception {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }

        SendOutcome outcome = new TelegramSender(channels, mapper, new Settings(nobody, Duration.ofSeconds(10)))
                .send(outgoing("4711", HELLO));

        assertEquals(new TryAgain("No connection could be made to Telegram"), outcome);
    }

    @Test
    void whoIsInterruptedStopsAndStaysInterrupted() throws Exception {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        bot.then(exchange -> arrived.complete(null));
        Sender.Outgoing message = outgoing("4711", HELLO);
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            outcome.complete(sender.send(message));
            isInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        arrived.get(20, TimeUnit.SECONDS);

        worker.interrupt();

        assertEquals(new TryAgain("The attempt was stopped"), outcome.get(20, TimeUnit.SECONDS));
        assertEquals(true, isInterrupted.get(20, TimeUnit.SECONDS));
    }

    @Test
    void nextMessageIsSentAfterAFailure() {
        bot.then(Mischief.hangUp());
        send("4711", HELLO);

        SendOutcome outcome = send("4711", HELLO);

        assertEquals(new Sent("1"), outcome);
        assertEquals(1, bot.delivered().size());
    }
}
