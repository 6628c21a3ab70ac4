package dev.trainyard.quiz.pool;

import dev.trainyard.http.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets few requests of a kind work at a time. The others wait in the order in which they came, without a connection of the
 * pool, so that there are always some for everything else.
 */
public final class Turns {

    private final Semaphore places;
    private final Duration patience;
    private final String refusal;

    /**
     * @param places how many there are at a time
     * @param patience how long one more waits
     * @param refusal what is said to who has waited that long
     */
    public Turns(int places, Duration patience, String refusal) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
        this.refusal = refusal;
    }

    /**
     * Does {@code work} in its turn.
     *
     * @throws Problem 503 {@code overloaded} when that does not come
     */
    public <T> T take(Supplier<T> work) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Problem.unavailable("overloaded", refusal, 1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("stopping", "The service is stopping.", 1);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
