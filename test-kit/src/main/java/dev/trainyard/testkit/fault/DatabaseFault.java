package dev.trainyard.testkit.fault;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.process.Termination;
import java.time.Duration;
import java.util.stream.Stream;

/** What happens to a PostgreSQL server, by signals to its processes. */
public final class DatabaseFault {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private DatabaseFault() {}

    /** Stops every process of the server where it stands: connections stay open, nothing answers. */
    public static void freeze(EmbeddedDatabase database) {
        processes(database).forEach(process -> Signal.STOP.to(process.pid()));
    }

    /** Lets a frozen server go on. */
    public static void thaw(EmbeddedDatabase database) {
        processes(database).forEach(process -> Signal.CONT.to(process.pid()));
    }

    /**
     * Kills the server's first process, as the kernel does that is short of memory: the others end by themselves, nothing is
     * written out. {@link EmbeddedDatabase#startAgain} recovers what was acknowledged, if the server is a durable one.
     */
    public static void kill(EmbeddedDatabase database) {
        ProcessHandle first = ProcessHandle.of(database.pid()).orElseThrow();
        Signal.KILL.to(first.pid());
        // On a busy machine the signal is sent before the process is gone, and no other starts beside it.
        if (!Termination.awaited(first, AT_MOST)) {
            throw new IllegalStateException("PostgreSQL is killed and still runs");
        }
    }

    /** The first one first: while it stands, it starts no others. */
    private static Stream<ProcessHandle> processes(EmbeddedDatabase database) {
        ProcessHandle first = ProcessHandle.of(database.pid()).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants());
    }
}
