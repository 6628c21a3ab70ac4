package dev.trainyard.quiz.sender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.quiz.channel.ChannelKind;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Sends messages by Telegram's Bot API: the {@code html} of their body, or else the {@code text}. The Bot API cannot tell a
 * repetition: an answer that is lost makes a message come twice.
 */
@ApplicationScoped
class TelegramSender implements Sender {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    // An answer is the message again, with what Telegram knows of the chat.
    private static final int MOST_BYTES = 256 * 1024;
    // One who is told to wait for longer asks again after a day.
    private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

    private final ChannelLookup channels;
    private final ObjectMapper mapper;
    private final String api;
    private final Duration timeout;
    private final HttpClient client;

    TelegramSender(ChannelLookup channels, ObjectMapper mapper, SenderConfig config) {
        this.channels = channels;
        this.mapper = mapper;
        this.api = config.telegramUrl().toString().replaceFirst("/+$", "") + "/bot";
        this.timeout = config.timeout();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    @Override
    public String kind() {
        return ChannelKind.TELEGRAM.code();
    }

    @Override
    public SendOutcome send(Outgoing message) {
        Optional<ObjectNode> request =
                MessageText.of(message.body(), mapper).map(text -> request(text, message.chat()));
        if (request.isEmpty()) {
            return new SendOutcome.Refused("The message has no text");
        }
        return channels.send(message, bot -> send(request.get(), bot.secret()));
    }

    private SendOutcome send(ObjectNode request, String token) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            return outcome(post(token, request, end), token);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new SendOutcome.TryAgain("The attempt was stopped");
        } catch (TimeoutException late) {
            return new SendOutcome.TryAgain("Telegram did not answer in time");
        } catch (ExecutionException failed) {
            return new SendOutcome.TryAgain(
                    failed.getCause() instanceof ConnectException
                                    || failed.getCause() instanceof HttpConnectTimeoutException
                            ? "No connection could be made to Telegram"
                            : "Telegram broke off, or did not answer as HTTP wants it");
        }
    }

    private ObjectNode request(MessageText text, String chat) {
        ObjectNode request = mapper.createObjectNode().put("text", text.text());
        if (text.isHtml()) {
            request.put("parse_mode", "HTML");
        }
        return NUMBER.matcher(chat).matches()
                ? request.put("chat_id", Long.parseLong(chat))
                : request.put("chat_id", chat);
    }

    /** Its own time-out, since that of the client ends with the headers. */
    private BotAnswer post(String token, JsonNode body, long end)
            throws InterruptedException, TimeoutException, ExecutionException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + token + "/sendMessage"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> whole = answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return BotAnswer.of(whole.statusCode(), whole.body(), mapper);
        } finally {
            // Closes the connection of one that is not over.
            answer.cancel(true);
        }
    }

    private static SendOutcome outcome(BotAnswer answer, String token) {
        if (answer.isOk()) {
            return new SendOutcome.Sent(answer.messageId());
        }
        if (answer.movedTo().isPresent()) {
            return new SendOutcome.Moved(Long.toString(answer.movedTo().getAsLong()));
        }
        String reason = answer.reason(token);
        if (answer.retryAfter().isPresent()) {
            long seconds = Math.clamp(answer.retryAfter().getAsLong(), 1, MOST_SECONDS);
            return new SendOutcome.SlowDown(Duration.ofSeconds(seconds), reason);
        }
        if (!answer.isGenuine() || answer.status() == TOO_MANY_REQUESTS || answer.status() >= SERVER_ERROR) {
            return new SendOutcome.TryAgain(reason);
        }
        return new SendOutcome.Refused(
                answer.status() == UNAUTHORIZED || answer.status() == NOT_FOUND
                        ? reason + ": the bot's token is not, or no longer, good"
                        : reason);
    }
}
