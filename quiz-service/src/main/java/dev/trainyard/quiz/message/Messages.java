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

    /**
     * Whether so many of a user's messages wait that no more should be made by hand. Nothing else asks: what a quiz has caused
     * is as many as its moments and its winners, and must not fail because of others.
     */
    boolean isFull(String user);

    /**
     * Keeps messages of a user's channel from being taken to be sent, and from being settled, until the caller's transaction
     * ends. Who settles a message has its channel first, and then what follows the message: so must who takes one back.
     */
    void hold(String user, UUID channel);

    /**
     * Takes back the message of a deduplication key if it waits, in the caller's transaction, which holds its channel.
     *
     * @return false when it is being sent at this moment; true when it is taken back now, is settled, or was never there
     */
    boolean takeBack(String user, String deduplicationKey);
}
