package dev.trainyard.standalone.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedProcessesTest {

    @TempDir
    private Path directory;

    @Test
    void findsWhatStillRuns() throws Exception {
        var started = new StartedProcesses(directory);
        started.remember("self", ProcessHandle.current());

        assertEquals(
                List.of(new StartedProcesses.Survivor("self", ProcessHandle.current())),
                new StartedProcesses(directory).survivors());
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSameIdForIt() throws Exception {
        var earlier = new ProcessIdentity(ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z"));
        Files.writeString(directory.resolve("gone"), earlier.text());

        assertEquals(List.of(), new StartedProcesses(directory).survivors());
    }

    @Test
    void recordWrittenByHalfIsNobody() throws Exception {
        Files.writeString(directory.resolve("half"), "12");

        assertEquals(List.of(), new StartedProcesses(directory).survivors());
    }
}
