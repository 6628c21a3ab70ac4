package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Bounds how many imports and exports this replica works on at once; refuses one more without letting it wait. */
@ApplicationScoped
class PortingSlots {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore free;

    PortingSlots(PortingConfig config) {
        this.free = new Semaphore(config.maxAtOnce());
    }

    /**
     * Does {@code work} in a place.
     *
     * @throws Problem 503 {@code overloaded} when there is none
     */
    <T> T with(Callable<T> work) throws Exception {
        if (!free.tryAcquire()) {
            throw Problem.unavailable("overloaded", "Other imports and exports are in work.", RETRY_AFTER_SECONDS);
        }
        try {
            return work.call();
        } finally {
            free.release();
        }
    }
}
