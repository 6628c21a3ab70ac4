package dev.trainyard.quiz.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.outward.OutwardCalls;
import dev.trainyard.quiz.channel.OpenedChannels;
import dev.trainyard.quiz.channel.OwnChannel;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.SendOutcome.NotTried;
import dev.trainyard.quiz.message.SendOutcome.Refused;
import dev.trainyard.quiz.message.SendOutcome.Sent;
import dev.trainyard.quiz.message.SendOutcome.SlowDown;
import dev.trainyard.quiz.message.SendOutcome.TryAgain;
import dev.trainyard.quiz.message.Sender;
import dev.trainyard.quiz.sender.WebhookReceiver.Received;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookSenderTest {

    private static final String BODY = "{\"event\":\"payout\",  \"name\": \"Grüße\"}";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    Database rows;

    @Inject
    WebhookSender sender;

    @Inject
    ChannelLookup channels;

    @Inject
    OutwardCalls calls;

    private final TestUser ada = TestUser.fresh();

    private record Settings(URI telegramUrl, Duration timeout) implements SenderConfig {}

    private Sender.Outgoing outgoing(OwnChannel channel) {
        return new Sender.Outgoing(UUID.randomUUID(), ada.id(), channel.id(), "payouts", BODY, 1);
    }

    private SendOutcome send(String url) {
        return sender.send(outgoing(OwnChannel.webhook(ada, url)));
    }

    private static String secretOf(OwnChannel channel) {
        return channel.secret().substring("whsec_".length());
    }

    @Test
    void bodyIsPostedAsItWasEnqueued() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(204)) {
            SendOutcome outcome = send(receiver.url("/hooks?of=ada"));

            Received received = receiver.next();
            assertEquals(new Sent(null), outcome);
            assertEquals("POST /hooks?of=ada", received.method() + " " + received.path());
            assertEquals("application/json", received.contentType());
            assertEquals(BODY, new String(received.body(), UTF_8));
        }
    }

    @Test
    void signatureProvesWhoSends() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(200)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            sender.send(outgoing(channel));

            Received received = receiver.next();
            assertTrue(received.signature().isTimely(Instant.now()));
            assertTrue(received.signature().isOf(secretOf(channel), received.body()));
        }
    }

    @Test
    void eachAttemptHasTheSameId() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(500)) {
            Sender.Outgoing message = outgoing(OwnChannel.webhook(ada, receiver.url("/")));
            sender.send(message);
            sender.send(new Sender.Outgoing(
                    message.id(), message.user(), message.channel(), message.chat(), message.body(), 2));

            assertEquals(message.id().toString(), receiver.next().signature().id());
            assertEquals(message.id().toString(), receiver.next().signature().id());
        }
    }

    @Test
    void replacedSecretSignsFromNowOn() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(200)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            OwnChannel rotated = channel.rotated();
            sender.send(outgoing(channel));

            Received received = receiver.next();
            assertTrue(received.signature().isOf(secretOf(rotated), received.body()));
            assertFalse(received.signature().isOf(secretOf(channel), received.body()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 413, 422})
    void refusalIsForGood(int status) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(status)) {
            assertEquals(new Refused("The webhook answered " + status), send(receiver.url("/")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307})
    void redirectIsNotFollowed(int status) throws Exception {
        try (WebhookReceiver elsewhere = new WebhookReceiver(200);
                WebhookReceiver receiver = new WebhookReceiver(status, "Location", elsewhere.url("/"))) {
            assertEquals(new Refused("The webhook answered " + status), send(receiver.url("/")));
            assertEquals(List.of(), elsewhere.left());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(status)) {
            assertEquals(new TryAgain("The webhook answered " + status), send(receiver.url("/")));
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 7, 7", "429, 0, 1", "429, 999999999, 86400"})
    void receiverMaySayWhen(int status, String said, long seconds) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(status, "Retry-After", said)) {
            assertEquals(
                    new SlowDown(Duration.ofSeconds(seconds), "The webhook answered " + status),
                    send(receiver.url("/")));
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 7", "429, '-7'", "429, 'Wed, 21 Oct 2015 07:28:00 GMT'", "429, 99999999999999999999"})
    void whatSaysNoTimeIsTriedAgain(int status, String said) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(status, "Retry-After", said)) {
            assertEquals(new TryAgain("The webhook answered " + status), send(receiver.url("/")));
        }
    }

    /** The operator may have changed what is allowed, and the owner of a name where it leads. */
    @Test
    void addressThatMayNotBeCalledAnyMoreIsRefused() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(200)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            String url = "http://127.0.0.2:" + receiver.port() + "/";
            try (var owner = database.connectAs("quiz_owner");
                    var update = owner.prepareStatement("UPDATE message_channel SET url = ? WHERE id = ?")) {
                update.setString(1, url);
                update.setObject(2, channel.id());
                update.executeUpdate();
            }

            assertEquals(
                    new Refused("http://127.0.0.2:" + receiver.port() + " is not at a public address."),
                    sender.send(outgoing(channel)));
            assertEquals(List.of(), receiver.left());
        }
    }

    @Test
    void nameThatNobodyKnowsIsTriedAgain() {
        String name = UUID.randomUUID() + ".invalid";

        assertEquals(new TryAgain("There is no host " + name + "."), send("https://" + name + "/secret-path"));
    }

    @Test
    void receiverThatIsNotThereIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertEquals(
                new TryAgain("No connection could be made to http://127.0.0.1:" + port + "."),
                send("http://127.0.0.1:" + port + "/secret-path"));
    }

    @Test
    void silenceEndsInTime() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.silent()) {
            Sender.Outgoing message = outgoing(OwnChannel.webhook(ada, receiver.url("/")));

            SendOutcome outcome =
                    new WebhookSender(channels, calls, new Settings(null, Duration.ofMillis(300))).send(message);

            assertEquals(new TryAgain("http://127.0.0.1:" + receiver.port() + " did not answer in time."), outcome);
        }
    }

    /** A user whom no database has: NUL is none of its characters. */
    @Test
    void messageOfAChannelThatCannotBeReadIsNotTried() {
        SendOutcome outcome =
                sender.send(new Sender.Outgoing(UUID.randomUUID(), "ada\0", UUID.randomUUID(), "a", BODY, 1));

        assertEquals(new NotTried("The channel cannot be read just now"), outcome);
    }

    @Test
    void messageOfAChannelWhoseKeyIsNotHereIsNotTried() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(200)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            // As a replica has written it that has a later key.
            rows.update(
                    "UPDATE message_channel SET key_id = 'later' WHERE user_id = ? AND id = ?", ada.id(), channel.id());

            SendOutcome outcome = sender.send(outgoing(channel));

            assertEquals(new NotTried("The channel cannot be read just now"), outcome);
            assertEquals(List.of(), receiver.left());
            rows.update(
                    "UPDATE message_channel SET key_id = 'k1' WHERE user_id = ? AND id = ?", ada.id(), channel.id());
        }
    }

    @Test
    void channelThatIsRemovedIsGone() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(200)) {
            OwnChannel channel = OwnChannel.webhook(ada, receiver.url("/"));
            channel.remove();

            assertEquals(new Refused(OpenedChannels.GONE), sender.send(outgoing(channel)));
            assertEquals(List.of(), receiver.left());
        }
    }
}
