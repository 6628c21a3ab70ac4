package dev.trainyard.quiz.channel;

/**
 * A channel with its secret, as whoever sends needs it, and nobody else.
 *
 * @param url where a webhook goes; null for other kinds
 * @param secret a bot's token, or what webhooks are signed with in Base64; null for a kind without one
 */
public record OpenedChannel(ChannelKind kind, String url, String secret) {

    @Override
    public String toString() {
        return "OpenedChannel " + kind.code();
    }
}
