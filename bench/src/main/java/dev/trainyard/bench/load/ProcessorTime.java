package dev.trainyard.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** The processor time of processes, as Linux keeps it: to the hundredth of a second. */
public final class ProcessorTime {

    // What Linux counts in, of whatever kernel: USER_HZ.
    private static final long MICROS_PER_TICK = 10_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CHILDREN_UTIME = 13;
    private static final int CHILDREN_STIME = 14;

    private final long begin = ofUs();

    private ProcessorTime() {}

    /** A watch of what this process takes from now on, with those that it starts, once they have ended. */
    static ProcessorTime watch() {
        return new ProcessorTime();
    }

    Duration spent() {
        return Duration.ofNanos((ofUs() - begin) * NANOS_PER_MICRO);
    }

    private static long ofUs() {
        return microsWithEndedChildren(ProcessHandle.current().pid());
    }

    /** What a process has taken, in microseconds; nothing of one that has ended: that is its parent's then. */
    public static long micros(long pid) {
        return sum(pid, UTIME, STIME);
    }

    /** Likewise, with the processes that it has started and that have ended. */
    public static long microsWithEndedChildren(long pid) {
        return sum(pid, UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME);
    }

    private static long sum(long pid, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name before may hold anything.
            String[] all = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field : fields) {
                ticks += Long.parseLong(all[field]);
            }
            return MICROS_PER_TICK * ticks;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
