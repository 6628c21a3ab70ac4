package dev.trainyard.quiz.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Opens channels for those who send. */
@ApplicationScoped
public class OpenedChannels {

    /** Why a message of a channel that is not to be found is not sent. */
    public static final String GONE = "The channel is gone, or its secret cannot be read any more";

    private final ChannelStore channels;
    private final ChannelCipher cipher;

    OpenedChannels(ChannelStore channels, ChannelCipher cipher) {
        this.channels = channels;
        this.cipher = cipher;
    }

    /** A user's channel with its secret; empty when it is gone, or no key opens it any more. */
    public Optional<OpenedChannel> find(String user, UUID id) {
        return channels.sealed(user, id).flatMap(channel -> {
            if (channel.closed().secret() == null) {
                return Optional.of(new OpenedChannel(channel.kind(), channel.url(), null));
            }
            return cipher.opened(channel).map(secret -> new OpenedChannel(channel.kind(), channel.url(), secret));
        });
    }
}
