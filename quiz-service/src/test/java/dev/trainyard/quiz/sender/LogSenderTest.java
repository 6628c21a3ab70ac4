package dev.trainyard.quiz.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSenderTest {

    private static final Logger LOG = Logger.getLogger(LogSender.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final Handler recorder = new Handler() {

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void record() {
        LOG.addHandler(recorder);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(recorder);
    }

    @Test
    void logSaysThatThereIsAMessageAndNotWhatItSays() {
        UUID id = UUID.randomUUID();
        UUID channel = UUID.randomUUID();

        SendOutcome outcome =
                new LogSender().send(new Sender.Outgoing(id, "ada", channel, "4711", "{\"text\": \"Hello\"}", 2));

        assertEquals(new SendOutcome.Sent(null), outcome);
        assertEquals(List.of("Message " + id + " of channel " + channel + ", attempt 2: 17 characters"), lines);
    }
}
