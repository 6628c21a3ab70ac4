package dev.trainyard.quiz.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.digest.Sha256;
import java.util.Locale;

/** What messages of a channel go out by. */
public enum ChannelKind {
    /** A bot of Telegram's. */
    @JsonProperty("telegram")
    TELEGRAM,
    /** An address that messages are posted to, signed. */
    @JsonProperty("webhook")
    WEBHOOK,
    /** The log of the service, for development. */
    @JsonProperty("log")
    LOG;

    /**
     * How fast a receiver takes messages; null for as fast as they come.
     *
     * @param perSecond of a channel
     * @param chatPauseMillis between two of a chat
     * @param groupPerMinute of a chat that is a group
     */
    record Limits(Integer perSecond, Integer chatPauseMillis, Integer groupPerMinute) {}

    static ChannelKind of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the limits of a channel are shared by; null when it shares them with none. Of a bot it is known to those alone who
     * have its token, so that nobody else can use them up.
     */
    String receiver(String secret) {
        return this == TELEGRAM ? Sha256.hex(secret) : null;
    }

    Limits limits() {
        return switch (this) {
            // https://core.telegram.org/bots/faq: 30 a second, 1 a second to a chat, 20 a minute to a group.
            case TELEGRAM -> new Limits(30, 1_000, 20);
            case WEBHOOK, LOG -> new Limits(null, null, null);
        };
    }
}
