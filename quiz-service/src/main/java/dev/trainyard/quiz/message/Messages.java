package dev.trainyard.quiz.message;

import java.util.List;
import java.util.UUID;

/** The queue of messages, as those see it who have something to say. */
public interface Messages {

    /**
     * Puts messages into the queue, by one statement and in the caller's transaction if there is one: they are sent when it
     * commits, and never when it does not.
     *
     * @return their ids, in order; null where the deduplication key has been used before
     */
    List<UUID> enqueue(List<NewMessage> messages);
}
