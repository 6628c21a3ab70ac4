package dev.trainyard.quiz.pool;

import dev.trainyard.http.problem.Problem;
import java.util.concurrent.Semaphore;

/** Bounds how much work of a kind this replica has at once; refuses one more without letting it wait. */
public abstract class Slots {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore free;
    private final String refusal;

    /**
     * Slots that are free.
     *
     * @param places how many
     * @param refusal what is said to who finds none
     */
    protected Slots(int places, String refusal) {
        this.free = new Semaphore(places);
        this.refusal = refusal;
    }

    /** What is done in a slot. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does {@code work} in a slot, which it needs before it has a connection.
     *
     * @throws Problem 503 {@code overloaded} when there is none
     */
    public <T, E extends Exception> T with(Work<T, E> work) throws E {
        if (!free.tryAcquire()) {
            throw Problem.unavailable("overloaded", refusal, RETRY_AFTER_SECONDS);
        }
        try {
            return work.run();
        } finally {
            free.release();
        }
    }
}
