package dev.trainyard.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

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
        return awaited(() -> !isRunning(process), bound);
    }

    /** Whether within the bound nothing is left of the process, not even its entry in the table of processes. */
    public static boolean isCollected(ProcessHandle process, Duration bound) {
        return awaited(() -> !process.isAlive(), bound);
    }

    /** A process that nobody has collected yet, which can take the first process of a container for ever, has ended. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean awaited(BooleanSupplier condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
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

    private static boolean isZombie(long pid) {
        try {
            String state = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return state.startsWith(") Z", state.lastIndexOf(')'));
        } catch (IOException _) {
            // Not Linux, or gone meanwhile.
            return false;
        }
    }
}
