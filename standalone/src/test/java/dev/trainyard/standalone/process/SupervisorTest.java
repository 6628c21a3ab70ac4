package dev.trainyard.standalone.process;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {

    private static final Supervisor.Bounds GENEROUS =
            new Supervisor.Bounds(Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir
    private Path home;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Supervisor supervisor;

    @AfterEach
    void stopEverything() {
        supervisor.stop();
    }

    @Test
    void saysWhoIsReady() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("one", "well"), program("two", "well")));

        assertTrue(supervisor.awaitReady());

        assertEquals(
                Set.of("one is ready", "two is ready"),
                said().lines().map(line -> line.replaceFirst(".* s  ", "")).collect(toSet()));
    }

    @Test
    void stopsTheLastStageBeforeTheFirst() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("service", "well")));
        supervisor.start(List.of(program("gateway", "well")));
        supervisor.awaitReady();

        supervisor.stop();

        assertEquals(
                List.of("asked gateway", "stopped gateway", "asked service", "stopped service"),
                Files.readAllLines(home.resolve("notes")));
    }

    @Test
    void remembersItsProgramsUntilTheyHaveStopped() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("service", "well")));
        supervisor.awaitReady();

        var whileRunning = started().survivors();
        supervisor.stop();

        assertEquals(
                List.of("service"),
                whileRunning.stream().map(StartedProcesses.Survivor::name).toList());
        assertEquals(List.of(), started().survivors());
    }

    @Test
    void endOfAProgramIsToldWithItsExitCodeAndItsLog() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("well", "well"), program("ill", "ends")));

        var failure = assertThrows(Refusal.class, supervisor::awaitReady);

        List<String> lines = failure.getMessage().lines().toList();
        assertEquals(
                "ill ended by itself with exit code 3. The end of its log, " + home.resolve("ill.log"),
                lines.getFirst());
        assertEquals("  | the last words of ill", lines.getLast());
    }

    @Test
    void endOfAProgramThatWasReadyIsTold() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("service", "well")));
        supervisor.awaitReady();
        started().survivors().getFirst().process().destroyForcibly();

        var failure = assertThrows(Refusal.class, supervisor::awaitStopRequest);

        assertTrue(
                failure.getMessage().startsWith("service ended by itself with exit code 137."), failure.getMessage());
    }

    @Test
    void programThatDoesNotGetReadyIsTold() throws Exception {
        supervisor = supervisor(new Supervisor.Bounds(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        supervisor.start(List.of(program("slow", "never-ready")));

        var failure = assertThrows(Refusal.class, supervisor::awaitReady);

        assertTrue(failure.getMessage().startsWith("slow was not ready within 1 s."), failure.getMessage());
    }

    @Test
    void programThatDoesNotStopIsKilled() throws Exception {
        supervisor = supervisor(new Supervisor.Bounds(Duration.ofSeconds(30), Duration.ofMillis(200)));
        supervisor.start(List.of(program("mule", "stubborn")));
        supervisor.awaitReady();
        ProcessHandle mule = started().survivors().getFirst().process();

        supervisor.stop();

        assertTrue(Termination.awaited(mule, Duration.ofSeconds(10)));
        assertTrue(said().contains("mule did not stop when asked and was killed"), said());
    }

    @Test
    void requestToStopEndsTheWaitForReadiness() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("slow", "never-ready")));
        supervisor.requestStop();

        assertFalse(supervisor.awaitReady());
    }

    @Test
    void programsDoNotHearTheInterruptOfTheTerminal() throws Exception {
        supervisor = supervisor(GENEROUS);
        supervisor.start(List.of(program("service", "well")));
        supervisor.awaitReady();
        ProcessHandle service = started().survivors().getFirst().process();

        new ProcessBuilder("/bin/sh", "-c", "kill -INT " + service.pid() + "; kill -HUP " + service.pid())
                .start()
                .waitFor();
        supervisor.stop();

        // Had it heard either, it would have stopped before it was asked, and there would be no line about it.
        assertTrue(said().contains("service has stopped"), said());
    }

    @Test
    void programSeesNoMoreOfTheEnvironmentThanItNeeds() throws Exception {
        supervisor = supervisor(GENEROUS);
        Map<String, String> allowed = new HashMap<>(System.getenv());
        allowed.keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"));
        supervisor.start(List.of(program("service", "well")));
        supervisor.awaitReady();

        String line = Files.readAllLines(home.resolve("service.log")).getFirst();

        Set<String> seen = Set.of(line.replaceAll("^environment \\[|]$", "").split(", "));
        Set<String> unexpected = seen.stream()
                .filter(name -> !allowed.containsKey(name))
                // What the shell itself sets.
                .filter(name -> !Set.of("PWD", "OLDPWD", "SHLVL", "_", "QUARKUS_MANAGEMENT_PORT")
                        .contains(name))
                .collect(toSet());
        assertEquals(Set.of(), unexpected);
    }

    @Test
    void logOfTheRunBeforeIsKept() throws Exception {
        supervisor = supervisor(GENEROUS);
        Files.writeString(home.resolve("service.log"), "earlier");

        supervisor.start(List.of(program("service", "well")));

        assertEquals("earlier", Files.readString(home.resolve("service.previous.log")));
    }

    private Supervisor supervisor(Supervisor.Bounds bounds) {
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return new Supervisor(new Console(stream, stream), started(), bounds);
    }

    private StartedProcesses started() {
        return new StartedProcesses(home.resolve("processes"));
    }

    private String said() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private Program program(String name, String behaviour) throws Exception {
        int port = freePort();
        return new Program(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of(FakeService.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        FakeService.class.getName(),
                        name,
                        behaviour),
                Map.of("QUARKUS_MANAGEMENT_PORT", Integer.toString(port)),
                home,
                home.resolve(name + ".log"),
                URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
