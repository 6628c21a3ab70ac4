package dev.trainyard.quiz.reward;

import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Bounds how many pots this replica divides at once; refuses one more without letting it wait. */
@ApplicationScoped
class DivisionSlots {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore free;

    DivisionSlots(RewardConfig config) {
        this.free = new Semaphore(config.maxAtOnce());
    }

    /**
     * Does {@code work} in a place, which it needs before it has a connection.
     *
     * @throws Problem 503 {@code overloaded} when there is none
     */
    <T> T with(Supplier<T> work) {
        if (!free.tryAcquire()) {
            throw Problem.unavailable("overloaded", "Other pots are being divided.", RETRY_AFTER_SECONDS);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
