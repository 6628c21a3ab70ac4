package dev.trainyard.training.activityfile;

import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;

/** Bounds how many imports this replica works on at once; refuses one more without letting it wait. */
@ApplicationScoped
class ImportSlots {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Semaphore free;

    ImportSlots(ActivityFileConfig config) {
        this.free = new Semaphore(config.maxAtOnce());
    }

    /** A place for an import, until it is closed, once. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws Problem 503 when there is none
     */
    Slot take() {
        if (!free.tryAcquire()) {
            throw Problem.unavailable("too-many-imports", "Too many imports are under way.", RETRY_AFTER_SECONDS);
        }
        return free::release;
    }
}
