package dev.trainyard.quiz.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.LogRecorder;
import dev.trainyard.quiz.message.SendOutcome;
import dev.trainyard.quiz.message.Sender;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogSenderTest {

    @Test
    void logSaysThatThereIsAMessageAndNotWhatItSays() {
        UUID id = UUID.randomUUID();
        UUID channel = UUID.randomUUID();
        try (LogRecorder log = new LogRecorder(LogSender.class.getName())) {
            SendOutcome outcome =
                    new LogSender().send(new Sender.Outgoing(id, "ada", channel, "4711", "{\"text\": \"Hello\"}", 2));

            assertEquals(new SendOutcome.Sent(null), outcome);
            assertEquals(
                    List.of("Message " + id + " of channel " + channel + ", attempt 2: 17 characters"),
                    log.lines().stream()
                            .filter(line -> line.contains(id.toString()))
                            .toList());
        }
    }
}
