package dev.trainyard.standalone.process;

import java.time.Duration;

/** Ends processes that need not be children of ours: asks, waits no longer than the bound, then insists. */
public final class Termination {

    private static final Duration AFTER_KILL = Duration.ofSeconds(2);

    private Termination() {}

    /** Whether the process ended by being asked. */
    public static boolean of(ProcessHandle process, Duration grace) {
        process.destroy();
        if (awaited(process, grace)) {
            return true;
        }
        process.destroyForcibly();
        awaited(process, AFTER_KILL);
        return false;
    }

    /** Whether the process ended within the bound. Asks often: the JDK looks at a foreign process every other second. */
    public static boolean awaited(ProcessHandle process, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
