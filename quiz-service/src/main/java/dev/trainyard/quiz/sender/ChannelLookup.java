package dev.trainyard.quiz.sender;

import dev.trainyard.quiz.channel.OpenedChannel;
import dev.trainyard.quiz.channel.OpenedChannels;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Finds the channel of a message, as it is now: it may have been changed since the message was enqueued. */
@ApplicationScoped
class ChannelLookup {

    private static final Logger LOG = Logger.getLogger(ChannelLookup.class);

    private final OpenedChannels channels;

    ChannelLookup(OpenedChannels channels) {
        this.channels = channels;
    }

    /** Sends a message by its channel, if there is one. One that cannot be read just now is no fault of the message. */
    SendOutcome send(Sender.Outgoing message, Function<OpenedChannel, SendOutcome> send) {
        Optional<OpenedChannel> channel;
        try {
            channel = channels.find(message.user(), message.channel());
        } catch (RuntimeException ours) {
            // The database; a key that this replica does not have, or not yet; a kind that a later version knows.
            LOG.debugf(ours, "Channel %s cannot be read", message.channel());
            return new SendOutcome.NotTried("The channel cannot be read just now");
        }
        return channel.map(send).orElseGet(() -> new SendOutcome.Refused(OpenedChannels.GONE));
    }
}
