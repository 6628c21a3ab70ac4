package dev.trainyard.quiz.message;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which receivers want nothing for a while, as this replica was told by them. That holds back what it has taken of all their
 * channels; once the database knows, nothing is taken before the pause is over, or an admin has ended it.
 */
final class Pauses {

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

    /** {@code toldNanos} is when the database got to know; of no meaning before. */
    private record Pause(long untilNanos, boolean isTold, long toldNanos) {

        boolean isOver() {
            return System.nanoTime() - untilNanos >= 0;
        }
    }

    void begin(String receiver, Duration length) {
        long untilNanos = System.nanoTime() + length.toNanos();
        pauses.merge(
                receiver,
                new Pause(untilNanos, false, 0),
                (had, now) -> had.untilNanos() - now.untilNanos() > 0 ? new Pause(had.untilNanos(), false, 0) : now);
    }

    /** The database knows of a receiver's pause now: what is taken from here on may be sent. */
    void told(String receiver) {
        long now = System.nanoTime();
        pauses.computeIfPresent(receiver, (id, pause) -> new Pause(pause.untilNanos(), true, now));
    }

    /** Whether what was taken for a receiver at {@code takenNanos} must not be sent. */
    boolean hold(String receiver, long takenNanos) {
        Pause pause = pauses.get(receiver);
        return pause != null && !pause.isOver() && (!pause.isTold() || takenNanos - pause.toldNanos() < 0);
    }

    void forgetThoseThatAreOver() {
        pauses.values().removeIf(Pause::isOver);
    }
}
