package dev.trainyard.quiz.sender;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.quiz.LogRecorder;
import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.quiz.message.Sender;
import dev.trainyard.quiz.sender.BotApi.Bot;
import dev.trainyard.quiz.sender.BotApi.Mischief;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever goes well or wrong: no token and no secret is in the log or the metrics, however much is logged. */
@QuarkusTest
class SecretsStayInsideTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    TelegramSender telegram;

    @Inject
    WebhookSender webhooks;

    @Inject
    ChannelLookup channels;

    @Inject
    ObjectMapper mapper;

    private final TestUser ada = TestUser.fresh();

    private record Settings(URI telegramUrl, Duration timeout) implements SenderConfig {}

    private static Sender.Outgoing outgoing(OwnChannel channel) {
        return new Sender.Outgoing(
                UUID.randomUUID(), channel.owner().id(), channel.id(), "4711", "{\"text\": \"What it says\"}", 1);
    }

    private void assertNowhere(LogRecorder log, String... secrets) {
        String told = String.join("\n", log.lines())
                + given().get(management.resolve("/metrics")).asString();
        // It would prove nothing about a log that nobody wrote to.
        assertTrue(told.contains("trainyard"));
        for (String secret : secrets) {
            assertFalse(told.contains(secret), () -> "It is told: " + secret);
        }
    }

    @Test
    void tokenOfABotIsNowhere() {
        Bot bot = BotApi.bot()
                .then(
                        Mischief.flood("{\"retry_after\": 1}"),
                        Mischief.answer(502, "text/html", "Bad gateway"),
                        Mischief.hangUp(),
                        Mischief.answer(200, "application/json", " ".repeat(300_000)));
        try (LogRecorder log = new LogRecorder("dev.trainyard", "jdk.httpclient")) {
            OwnChannel channel = OwnChannel.telegram(ada, bot.token());
            for (int attempt = 0; attempt < 5; attempt++) {
                telegram.send(outgoing(channel));
            }
            bot.then(Mischief.silence());
            new TelegramSender(channels, mapper, new Settings(URI.create("http://127.0.0.1:9"), Duration.ofMillis(300)))
                    .send(outgoing(channel));

            assertNowhere(log, bot.token(), bot.token().substring(bot.token().indexOf(':')), "What it says");
        }
    }

    @Test
    void secretOfAWebhookIsNowhere() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(500);
                LogRecorder log = new LogRecorder("dev.trainyard", "io.vertx.core")) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/a-secret-path"));
            webhooks.send(outgoing(channel));
            receiver.stop();
            webhooks.send(outgoing(channel));

            assertNowhere(
                    log,
                    channel.secret(),
                    channel.secret().substring("whsec_".length()),
                    "a-secret-path",
                    "What it says");
        }
    }
}
