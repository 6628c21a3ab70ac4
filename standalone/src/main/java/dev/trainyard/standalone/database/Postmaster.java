package dev.trainyard.standalone.database;

import dev.trainyard.standalone.process.Termination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The first process of a server, as far as the file in the data directory tells which one that is. */
record Postmaster(Path data) {

    /** By then the processes of a killed server have noticed that it is gone. */
    private static final Duration ORPHANS_END = Duration.ofSeconds(5);

    /** The process id of the running server. */
    OptionalLong pid() throws IOException {
        OptionalLong written = writtenPid();
        return written.isPresent() && isPostgres(written.getAsLong()) ? written : OptionalLong.empty();
    }

    /**
     * After a crash the file may name a process that is not the server any more, and PostgreSQL would refuse to start.
     * A file that names no process at all is left to PostgreSQL, which looks for orphans of the old server first.
     */
    void forgetEnded() throws IOException {
        OptionalLong written = writtenPid();
        if (written.isEmpty() || isPostgres(written.getAsLong())) {
            return;
        }
        Optional<ProcessHandle> other = ProcessHandle.of(written.getAsLong());
        if (other.isPresent()
                && (Termination.isRunning(other.get()) || !Termination.isCollected(other.get(), ORPHANS_END))) {
            Files.delete(file());
        }
    }

    private OptionalLong writtenPid() throws IOException {
        if (!Files.exists(file())) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(file())) {
            return lines.limit(1)
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        } catch (NumberFormatException damaged) {
            throw new IOException(file() + " does not begin with a process id", damaged);
        }
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }

    /** A process that does not say what it runs is taken for the server: better no start than two on the same data. */
    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .filter(Termination::isRunning)
                .map(process -> process.info().command().orElse("postgres").endsWith("postgres"))
                .orElse(false);
    }
}
