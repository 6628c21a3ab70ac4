package dev.trainyard.quiz.sender;

import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.quiz.channel.OpenedChannel;
import dev.trainyard.quiz.channel.OpenedChannels;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Finds the channel of a message, as it is now: it may have been changed since the message was enqueued. */
@ApplicationScoped
class ChannelLookup {

    private final OpenedChannels channels;

    ChannelLookup(OpenedChannels channels) {
        this.channels = channels;
    }

    /** Sends a message by its channel, if there is one. */
    SendOutcome send(Sender.Outgoing message, Function<OpenedChannel, SendOutcome> send) {
        Optional<OpenedChannel> channel;
        try {
            channel = channels.find(message.user(), message.channel());
        } catch (DatabaseException unavailable) {
            return new SendOutcome.TryAgain("The channel cannot be read just now");
        }
        return channel.map(send).orElseGet(() -> new SendOutcome.Refused(OpenedChannels.GONE));
    }
}
