package dev.trainyard.quiz.sender;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How messages are handed to their receivers. */
@ConfigMapping(prefix = "trainyard.senders")
public interface SenderConfig {

    /** Where the Bot API is: Telegram's, or a Bot API server of the operator's own. */
    @WithDefault("https://api.telegram.org")
    URI telegramUrl();

    /** How long an attempt may take in all, from looking up the name to the last byte of the answer. */
    @WithDefault("PT10S")
    Duration timeout();
}
