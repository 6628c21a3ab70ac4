package dev.trainyard.systemtests;

import dev.trainyard.standalone.files.Directories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The suite as {@code ./trainyard up} runs it, in a data directory and on ports of its own; as {@code up --native} does,
 * when the tests have {@code -Dtrainyard.native=true}.
 */
final class RunningSuite {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final int PORTS = 21;
    private static final long STOP_SECONDS = 60;

    private final Path home;
    private final int port;
    private final Process process;
    private final List<String> printed;

    private RunningSuite(Path home, int port, Process process, List<String> printed) {
        this.home = home;
        this.port = port;
        this.process = process;
        this.printed = printed;
    }

    /** Starts the suite and waits until it says that it is ready. */
    static RunningSuite start() throws IOException {
        return start(Map.of());
    }

    /** Starts the suite with more in its environment. */
    static RunningSuite start(Map<String, String> environment) throws IOException {
        Path home = Files.createTempDirectory("trainyard-suite-");
        int port = freeBlock();
        List<String> up = new ArrayList<>(List.of("up", "--port", Integer.toString(port)));
        if (ServiceProcess.NATIVE) {
            up.add("--native");
        }
        Process process = launch(home, environment, up.toArray(String[]::new));
        List<String> printed = new ArrayList<>();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
            // The last line of what it says once all is up.
            if (line.startsWith("Ctrl-C")) {
                return new RunningSuite(home, port, process, printed);
            }
        }
        throw new IllegalStateException("The suite did not start:\n" + String.join("\n", printed));
    }

    /** What a command of the launcher printed, and its exit code. */
    record Outcome(int exitCode, String output) {}

    /** Runs another command over the same data. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Process command = launch(home, Map.of(), arguments);
        try (InputStream output = command.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Outcome(command.waitFor(), text);
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What signs its tokens. */
    Path signingKey() {
        return home.resolve("signing-key.json");
    }

    /** Everything that was printed while it started. */
    List<String> printed() {
        return printed;
    }

    /** A token of {@code user}, as a person would get one. */
    String token(String user) throws IOException, InterruptedException {
        return run("token", user).output();
    }

    String tokenOf(String user, String role) throws IOException, InterruptedException {
        return run("token", user, "--role", role).output();
    }

    /** Stops it as Ctrl-C does; the exit code. */
    int interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The suite has not stopped");
        }
        return process.exitValue();
    }

    /** The processes that still refer to this suite's data. */
    List<String> leftBehind() {
        return ProcessHandle.allProcesses()
                .map(handle -> handle.info().commandLine().orElse(""))
                .filter(command -> command.contains(home.toString()))
                .toList();
    }

    /** Whether all of its ports can be had again. */
    boolean portsAreFree() {
        return isFree(port);
    }

    /** Stops it, if it runs, and removes its data. */
    void remove() throws IOException, InterruptedException {
        if (process.isAlive()) {
            interrupt();
        }
        Directories.delete(home);
    }

    private static Process launch(Path home, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Dtrainyard.checkout=" + CHECKOUT,
                "-jar",
                CHECKOUT.resolve("standalone/target/standalone.jar").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TRAINYARD_HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int freeBlock() {
        Random random = new Random();
        return IntStream.generate(() -> 20_000 + 100 * random.nextInt(100))
                .limit(100)
                .filter(RunningSuite::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int first) {
        return IntStream.range(first, first + PORTS).allMatch(port -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        });
    }
}
