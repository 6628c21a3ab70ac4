package dev.trainyard.quiz.message;

import java.util.UUID;

/** Sends the messages of one kind of channel. No connection of the database is held meanwhile. */
public interface Sender {

    /** The kind of channels whose messages it sends: telegram, webhook, log. */
    String kind();

    /** Sends one message, on a virtual thread; bounded in time, and interruptible. Throws nothing for what a receiver does. */
    SendOutcome send(Outgoing message);

    /**
     * A message as a sender gets it.
     *
     * @param id the same with every attempt: receivers can tell a repetition by it
     * @param body as it was enqueued, JSON
     * @param attempt 1 at first
     */
    record Outgoing(UUID id, String user, UUID channel, String chat, String body, int attempt) {}
}
