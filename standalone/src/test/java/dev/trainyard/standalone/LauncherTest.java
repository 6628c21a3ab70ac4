package dev.trainyard.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.process.FakeService;
import dev.trainyard.standalone.process.Termination;
import dev.trainyard.standalone.startup.AotCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as people see it, with the real PostgreSQL and stand-ins for the services. */
@Timeout(180)
class LauncherTest {

    private static final List<String> MODULES =
            List.of("workout-service", "training-service", "deployment-service", "quiz-service", "gateway");

    @TempDir
    private Path checkout;

    private final int port = freeBlock();

    @BeforeEach
    void buildStandIns() throws Exception {
        Path classes = codeOf(FakeService.class);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
        for (String module : MODULES) {
            Path jar = runnable(module);
            Files.createDirectories(jar.getParent());
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        }
    }

    /** Nothing after a test that succeeds. */
    @AfterEach
    void endWhatAFailureLeft() {
        running().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void runsUntilItIsToldToStopAndLeavesNothing() throws Exception {
        try (var launcher = up()) {
            launcher.awaitLine("Ctrl-C stops everything.");
            launcher.signal("INT");

            assertEquals(0, launcher.awaitExit());
            assertEquals("Everything has stopped.", launcher.rest().getLast());
            assertEquals(List.of(), running());
            assertFalse(Files.exists(checkout.resolve(".trainyard/postgres/postmaster.pid")));
            List<String> notes = Files.readAllLines(checkout.resolve(".trainyard/notes"));
            assertEquals(List.of("asked gateway", "stopped gateway"), notes.subList(0, 2));
        }
    }

    @Test
    void endsInOrderWhenTheTerminalGoesAwayWhileItStarts() throws Exception {
        try (var launcher = up()) {
            launcher.awaitLine("PostgreSQL is ready");
            launcher.signal("HUP");

            assertEquals(0, launcher.awaitExit());
            assertFalse(Files.exists(checkout.resolve(".trainyard/postgres/postmaster.pid")));
        }
    }

    @Test
    void secondStartIsToldWhereTheFirstOneIs() throws Exception {
        try (var first = up()) {
            first.awaitLine("Ctrl-C stops everything.");

            var second = up();

            assertEquals(1, second.awaitExit());
            assertEquals(
                    List.of("trainyard: Trainyard is in use already: process " + first.pid() + ", http://127.0.0.1:"
                            + port + ". Stop that one first (Ctrl-C where it runs, or kill with its number)."),
                    second.rest());
        }
    }

    @Test
    void serviceThatDiesIsNamedAndTheRestStopped() throws Exception {
        try (var launcher = up()) {
            launcher.awaitLine("Ctrl-C stops everything.");
            recorded("quiz-service").destroyForcibly();

            assertEquals(1, launcher.awaitExit());
            List<String> output = launcher.rest();
            assertTrue(
                    output.contains("trainyard: quiz-service ended by itself with exit code 137. The end of its log, "
                            + checkout.resolve(".trainyard/logs/quiz-service.log")),
                    String.join("\n", output));
            assertEquals(List.of(), running());
        }
    }

    @Test
    void whatAKilledStartLeftIsStoppedFirst() throws Exception {
        List<ProcessHandle> orphans;
        try (var killed = up()) {
            killed.awaitLine("Ctrl-C stops everything.");
            killed.signal("KILL");
            killed.awaitExit();
            orphans = running();
        }

        try (var next = up()) {
            next.awaitLine("Stopped PostgreSQL");
            next.awaitLine("Ctrl-C stops everything.");

            assertEquals(
                    List.of(), orphans.stream().filter(Termination::isRunning).toList());
        }
    }

    @Test
    void stopsInOrderEvenWhenABuildHasTakenItsJar() throws Exception {
        Path classes = codeOf(Launcher.class);
        Path jar = jarOf(classes);
        String classPath = LauncherProcess.classPath().replace(classes.toString(), jar.toString());
        try (var launcher = LauncherProcess.start(classPath, checkout, "up", "--port", Integer.toString(port))) {
            launcher.awaitLine("Ctrl-C stops everything.");
            Files.write(jar, new byte[0]);
            launcher.signal("TERM");

            assertEquals(0, launcher.awaitExit());
            assertEquals("Everything has stopped.", launcher.rest().getLast());
        }
    }

    @Test
    void preparesTheNextStart() throws Exception {
        try (var first = up()) {
            first.awaitLine("Prepared: the next start will be faster.");
        }

        try (var second = up()) {
            second.awaitLine("Ctrl-C stops everything.");

            assertEquals(MODULES.size(), running("-XX:AOTCache=").size());
        }
    }

    @Test
    void damagedCacheIsPassedOver() throws Exception {
        Path caches = Files.createDirectories(checkout.resolve(".trainyard/caches"));
        for (String module : MODULES) {
            Files.writeString(AotCache.of(caches, module, runnable(module)).file(), "not a cache");
        }

        try (var launcher = up()) {
            launcher.awaitLine("Ctrl-C stops everything.");

            assertEquals(MODULES.size(), running("-XX:AOTCache=").size());
        }
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (var _ = new ServerSocket(port + 20, 1, InetAddress.getLoopbackAddress())) {
            var launcher = up();

            assertEquals(1, launcher.awaitExit());
            String line = launcher.rest().getLast();
            assertTrue(
                    line.startsWith("trainyard: Port " + (port + 20) + " on 127.0.0.1, wanted for PostgreSQL,"), line);
        }
    }

    @Test
    void missingRunnableIsNamed() throws Exception {
        Path jar = runnable("gateway");
        Files.delete(jar);

        var launcher = up();

        assertEquals(1, launcher.awaitExit());
        assertEquals(
                List.of("trainyard: The gateway has not been built (" + jar
                        + " is missing): ./trainyard up builds it."),
                launcher.rest());
    }

    @Test
    void executablesRunInPlaceOfTheJars() throws Exception {
        for (String module : MODULES) {
            buildExecutable(module);
            Files.delete(runnable(module));
        }

        try (var launcher = LauncherProcess.start(checkout, "up", "--native", "--port", Integer.toString(port))) {
            launcher.awaitLine("Ctrl-C stops everything.");
            assertEquals(MODULES.size(), running("-0.1.0-runner").size());
            launcher.signal("INT");

            assertEquals(0, launcher.awaitExit());
            assertEquals(List.of(), running());
            assertFalse(Files.exists(checkout.resolve(".trainyard/caches")));
        }
    }

    @Test
    void missingExecutableIsNamed() throws Exception {
        for (String module : MODULES.subList(0, 4)) {
            buildExecutable(module);
        }

        var launcher = LauncherProcess.start(checkout, "up", "--native", "--port", Integer.toString(port));

        assertEquals(1, launcher.awaitExit());
        assertEquals(
                List.of("trainyard: There is no native executable of the gateway ("
                        + checkout.resolve("gateway/target/gateway-*-runner")
                        + " is missing): ./trainyard native gateway builds it."),
                launcher.rest());
    }

    @Test
    void resetDeletesTheDataButNotWhileItRuns() throws Exception {
        Path secrets = checkout.resolve(".trainyard/secrets.properties");
        try (var running = up()) {
            running.awaitLine("Ctrl-C stops everything.");
            assertEquals(1, LauncherProcess.start(checkout, "reset", "--yes").awaitExit());
            assertTrue(Files.exists(secrets));
        }

        assertEquals(0, LauncherProcess.start(checkout, "reset", "--yes").awaitExit());

        assertFalse(Files.exists(secrets));
        assertFalse(Files.exists(checkout.resolve(".trainyard/postgres")));
    }

    @Test
    void secretsAreOnNoCommandLine() throws Exception {
        try (var launcher = up()) {
            launcher.awaitLine("Ctrl-C stops everything.");
            List<String> secrets = Files.readAllLines(checkout.resolve(".trainyard/secrets.properties")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .toList();

            String commandLines = ProcessHandle.allProcesses()
                    .map(process -> process.info().commandLine().orElse(""))
                    .reduce("", String::concat);

            assertEquals(9, secrets.size());
            assertEquals(
                    List.of(), secrets.stream().filter(commandLines::contains).toList());
        }
    }

    private LauncherProcess up() throws IOException {
        return LauncherProcess.start(checkout, "up", "--port", Integer.toString(port));
    }

    /** What runs of this checkout. */
    private List<ProcessHandle> running() {
        return running(checkout.toString());
    }

    private List<ProcessHandle> running(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(checkout.toString()) && line.contains(argument))
                        .isPresent())
                .filter(Termination::isRunning)
                .toList();
    }

    private void buildExecutable(String module) throws Exception {
        Path executable = checkout.resolve(module).resolve("target/" + module + "-0.1.0-runner");
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Files.writeString(
                executable,
                "#!/bin/sh%nexec %s -Dexecutable=\"$0\" -cp %s %s %s%n"
                        .formatted(java, codeOf(FakeService.class), FakeService.class.getName(), module));
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path runnable(String module) {
        return checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static Path codeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Path jarOf(Path classes) throws IOException {
        Path jar = checkout.resolve("launcher.jar");
        try (var output = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, output);
            }
        }
        return jar;
    }

    private ProcessHandle recorded(String name) throws IOException {
        String record =
                Files.readString(checkout.resolve(".trainyard/processes").resolve(name));
        return ProcessHandle.of(Long.parseLong(record.split(" ", 2)[0])).orElseThrow();
    }

    /** A first port whose whole block is free; below the range that the system hands out to others meanwhile. */
    private static int freeBlock() {
        return Stream.iterate(20_000 + (int) (ProcessHandle.current().pid() % 400) * 25, first -> first + 25)
                .filter(LauncherTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int first) {
        for (int port = first; port <= first + 20; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertEquals(port, socket.getLocalPort());
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
