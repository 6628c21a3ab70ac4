package dev.trainyard.quiz.message;

import java.time.Duration;

/** How an attempt to send a message has ended. */
public sealed interface SendOutcome {

    /**
     * The receiver has it.
     *
     * @param reference what the receiver calls it; null when it says nothing
     */
    record Sent(String reference) implements SendOutcome {}

    /** It failed, and may succeed later: a connection refused, a time-out, 5xx. */
    record TryAgain(String reason) implements SendOutcome {}

    /** The receiver wants nothing at all of this channel for so long (429 with retry_after). */
    record SlowDown(Duration retryAfter, String reason) implements SendOutcome {}

    /** Nobody has tried, for a reason of this side: the message is put off for a moment, and nothing is held against it. */
    record NotTried(String reason) implements SendOutcome {}

    /** The chat is another by now, which this and all later messages for it are sent to. */
    record Moved(String chat) implements SendOutcome {}

    /** It will never succeed: 4xx, no such chat, channel gone. */
    record Refused(String reason) implements SendOutcome {}
}
