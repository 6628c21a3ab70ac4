package dev.trainyard.quiz.message;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which channels want nothing for a while, as this replica was told by their receivers. That holds back what it has taken;
 * once the database knows, nothing is taken before the pause is over, or an admin has ended it.
 */
final class Pauses {

    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();

    /** {@code toldNanos} is when the database got to know; of no meaning before. */
    private record Pause(long untilNanos, boolean isTold, long toldNanos) {

        boolean isOver() {
            return System.nanoTime() - untilNanos >= 0;
        }
    }

    void begin(UUID channel, Duration length) {
        long untilNanos = System.nanoTime() + length.toNanos();
        pauses.merge(
                channel,
                new Pause(untilNanos, false, 0),
                (had, now) -> had.untilNanos() - now.untilNanos() > 0 ? new Pause(had.untilNanos(), false, 0) : now);
    }

    /** The database knows of a channel's pause now: what is taken from here on may be sent. */
    void told(UUID channel) {
        long now = System.nanoTime();
        pauses.computeIfPresent(channel, (id, pause) -> new Pause(pause.untilNanos(), true, now));
    }

    /** Whether what was taken of a channel at {@code takenNanos} must not be sent. */
    boolean hold(UUID channel, long takenNanos) {
        Pause pause = pauses.get(channel);
        return pause != null && !pause.isOver() && (!pause.isTold() || takenNanos - pause.toldNanos() < 0);
    }

    void forgetThoseThatAreOver() {
        pauses.values().removeIf(Pause::isOver);
    }
}
