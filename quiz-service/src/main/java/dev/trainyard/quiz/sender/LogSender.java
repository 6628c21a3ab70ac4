package dev.trainyard.quiz.sender;

import dev.trainyard.quiz.channel.ChannelKind;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Notes in the log that there is a message, for development: neither what it says nor whom it is for. */
@ApplicationScoped
class LogSender implements Sender {

    private static final Logger LOG = Logger.getLogger(LogSender.class);

    @Override
    public String kind() {
        return ChannelKind.LOG.code();
    }

    @Override
    public SendOutcome send(Outgoing message) {
        LOG.infof(
                "Message %s of channel %s, attempt %d: %d characters",
                message.id(),
                message.channel(),
                message.attempt(),
                message.body().length());
        return new SendOutcome.Sent(null);
    }
}
