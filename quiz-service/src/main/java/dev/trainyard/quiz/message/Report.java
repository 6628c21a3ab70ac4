package dev.trainyard.quiz.message;

import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What became of a message that was taken.
 *
 * @param said the reference of what was sent, the other chat, the reason of what was not sent; may be null
 * @param pause how long the receiver wants nothing of the channel
 */
record Report(Taken taken, Ending ending, String said, Duration pause) {

    private static final int MAX_SAID = 500;

    /** How it ended, as the statement knows it. */
    enum Ending {
        SENT,
        FAILED,
        SLOWED,
        REFUSED,
        /** The chat has become another, which is what was said. */
        MOVED,
        /** Nobody could try: it is put off. */
        DELAYED,
        /** Nobody has tried: it goes back as it was. */
        UNSENT
    }

    static Report of(Taken taken, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> of(taken, Ending.SENT, sent.reference());
            case SendOutcome.TryAgain again -> of(taken, Ending.FAILED, again.reason());
            case SendOutcome.Refused refused -> of(taken, Ending.REFUSED, refused.reason());
            case SendOutcome.Moved moved -> of(taken, Ending.MOVED, moved.chat());
            case SendOutcome.NotTried delayed -> of(taken, Ending.DELAYED, delayed.reason());
            case SendOutcome.SlowDown slow ->
                new Report(taken, Ending.SLOWED, storable(slow.reason()), slow.retryAfter());
        };
    }

    static Report of(Taken taken, Ending ending, String said) {
        return new Report(taken, ending, storable(said), Duration.ZERO);
    }

    boolean wasTried() {
        return ending != Ending.UNSENT && ending != Ending.DELAYED;
    }

    /** What a receiver says may be anything; one word that the database does not take would hold up all the others. */
    private static String storable(String said) {
        return said == null
                ? null
                : said.codePoints()
                        .filter(point -> point != 0 && !isHalfAPair(point))
                        .limit(MAX_SAID)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
    }

    private static boolean isHalfAPair(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
