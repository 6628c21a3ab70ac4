package dev.trainyard.quiz.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Opens channels for those who send. */
@ApplicationScoped
public class OpenedChannels {

    /** Why a message of a channel that is not to be found is not sent. */
    public static final String GONE = "The channel is gone";

    private final ChannelStore channels;
    private final ChannelCipher cipher;

    OpenedChannels(ChannelStore channels, ChannelCipher cipher) {
        this.channels = channels;
        this.cipher = cipher;
    }

    /**
     * A user's channel with its secret; empty when it is gone.
     *
     * @throws IllegalStateException when this replica has no key that opens it; another may have, or this one soon
     */
    public Optional<OpenedChannel> find(String user, UUID id) {
        return channels.sealed(user, id).map(channel -> {
            if (channel.closed().secret() == null) {
                return new OpenedChannel(channel.kind(), channel.url(), null);
            }
            String secret = cipher.opened(channel)
                    .orElseThrow(() -> new IllegalStateException("No key opens the secret of channel " + id));
            String receiver = channel.kind().receiver(secret);
            if (!Objects.equals(receiver, channel.receiver())) {
                // Written by a version that knows nothing of it, which may be running still.
                channels.noteReceiver(channel, receiver);
            }
            return new OpenedChannel(channel.kind(), channel.url(), secret);
        });
    }
}
