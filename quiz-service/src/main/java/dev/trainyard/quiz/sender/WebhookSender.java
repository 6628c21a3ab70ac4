package dev.trainyard.quiz.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.kit.outward.Answer;
import dev.trainyard.kit.outward.Deadline;
import dev.trainyard.kit.outward.OutwardCalls;
import dev.trainyard.kit.outward.OutwardFailure;
import dev.trainyard.kit.outward.Target;
import dev.trainyard.kit.webhook.Signature;
import dev.trainyard.quiz.channel.ChannelKind;
import dev.trainyard.quiz.channel.OpenedChannel;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Posts messages to addresses of users, signed as Standard Webhooks 1.0.0 has it. An address that is not public is not
 * called, and a redirect not followed. {@code webhook-id} is the message's, the same with every attempt.
 */
@ApplicationScoped
class WebhookSender implements Sender {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final ChannelLookup channels;
    private final OutwardCalls calls;
    private final Duration timeout;

    WebhookSender(ChannelLookup channels, OutwardCalls calls, SenderConfig config) {
        this.channels = channels;
        this.calls = calls;
        this.timeout = config.timeout();
    }

    @Override
    public String kind() {
        return ChannelKind.WEBHOOK.code();
    }

    @Override
    public SendOutcome send(Outgoing message) {
        return channels.send(message, channel -> send(message, channel));
    }

    private SendOutcome send(Outgoing message, OpenedChannel channel) {
        try {
            return outcome(calls.send(request(message, channel), Deadline.in(timeout)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new SendOutcome.TryAgain("The attempt was stopped");
        } catch (OutwardFailure failure) {
            return failure.kind() == OutwardFailure.Kind.COMMUNICATION
                    ? new SendOutcome.TryAgain(failure.getMessage())
                    : new SendOutcome.Refused(failure.getMessage());
        }
    }

    private static dev.trainyard.kit.outward.Outgoing request(Outgoing message, OpenedChannel channel) {
        byte[] body = message.body().getBytes(UTF_8);
        Signature signature = Signature.made(channel.secret(), message.id().toString(), Instant.now(), body);
        return new dev.trainyard.kit.outward.Outgoing(
                "POST",
                Target.of(channel.url()),
                Map.of(
                        "Content-Type", "application/json",
                        "User-Agent", "Trainyard",
                        "webhook-id", signature.id(),
                        "webhook-timestamp", signature.timestamp(),
                        "webhook-signature", signature.signatures()),
                body);
    }

    private static SendOutcome outcome(Answer answer) {
        int status = answer.status();
        // What else it says is nobody's business: it may be of a network that the user cannot see.
        String reason = "The webhook answered " + status;
        if (answer.isSuccess()) {
            return new SendOutcome.Sent(null);
        }
        Optional<Duration> pause = pause(answer.header("Retry-After"));
        if (pause.isPresent() && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)) {
            return new SendOutcome.SlowDown(pause.get(), reason);
        }
        boolean mayPass = status >= SERVER_ERROR
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS;
        return mayPass ? new SendOutcome.TryAgain(reason) : new SendOutcome.Refused(reason);
    }

    /** Of a date, which depends on two clocks, nothing is made. */
    private static Optional<Duration> pause(String retryAfter) {
        if (retryAfter == null || !SECONDS.matcher(retryAfter.strip()).matches()) {
            return Optional.empty();
        }
        Duration pause = Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter.strip())));
        return Optional.of(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
}
