package dev.trainyard.standalone.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Names one process for good: ids are used again, but not together with the time of the start. */
record ProcessIdentity(long pid, Instant started) {

    /** Linux derives the start from the clock, which may be set meanwhile. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    static ProcessIdentity parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        return new ProcessIdentity(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }

    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(Termination::isRunning)
                .filter(process -> startOf(process).minus(TOLERANCE).isBefore(started)
                        && startOf(process).plus(TOLERANCE).isAfter(started));
    }

    String text() {
        return pid + " " + started.toEpochMilli();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
