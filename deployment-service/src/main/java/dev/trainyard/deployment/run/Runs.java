package dev.trainyard.deployment.run;

import java.time.Duration;
import java.util.UUID;

/** Starts and follows runs. Each happens at least once, whatever becomes of the replica that has it. */
public interface Runs {

    /**
     * Runs while the caller waits. As long as nothing outside has been touched the run is in memory only, which nobody can
     * tell: a run that ends before that is written once, with its log. What outlasts {@code patience} is stored and goes on.
     */
    RunOutcome run(RunStart start, Duration patience);

    /**
     * Stores a run in the caller's transaction, as this replica's. It begins with {@link #attend}, or, if this replica dies
     * before that, on another one.
     */
    void accept(RunStart start);

    /** Stores a run in the caller's transaction that waits in line until {@link #release}. */
    void enqueue(RunStart start);

    /** Begins an accepted run after the transaction, and waits for its end no longer than {@code patience}, which may be zero. */
    RunOutcome attend(RunStart start, Duration patience);

    /** Lets those begin whose rows were made ready by SQL (status ready, wake_at now), here or on another replica. */
    void release();

    /**
     * Ends a run where it is, whichever replica has it. The steps that it has done stay done.
     *
     * @return false when there is no such run any more
     */
    boolean cancel(String user, UUID id);
}
