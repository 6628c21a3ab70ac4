package dev.trainyard.standalone.process;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program that was started, with its log. */
public final class RunningProgram {

    /**
     * A Ctrl-C goes to every process of the terminal. The order of stopping is ours to keep, so the program does not
     * hear it: a JVM, like most programs, leaves a signal ignored that it finds ignored.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh");

    /** What a program may need of the environment that we run in; everything else of it is nobody's business. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    private static final int LAST_BYTES = 64 << 10;

    private final Program program;
    private final Process process;
    private final long started;

    private RunningProgram(Program program, Process process) {
        this.program = program;
        this.process = process;
        this.started = System.nanoTime();
    }

    /** Starts the program with a fresh log; the log of the run before stays beside it. */
    public static RunningProgram start(Program program) throws IOException {
        Files.createDirectories(program.log().getParent());
        if (Files.exists(program.log())) {
            Files.move(program.log(), program.log().resolveSibling(program.name() + ".previous.log"), REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        command.addAll(program.command());
        var builder = new ProcessBuilder(command)
                .directory(program.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(program.log().toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(program.environment());
        return new RunningProgram(program, builder.start());
    }

    public String name() {
        return program.name();
    }

    public Path log() {
        return program.log();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    public boolean isReady() {
        try {
            var connection = (HttpURLConnection) program.readiness().toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    /** Ends it at once, with what it may have started in turn. */
    public void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** The end of the log, for the person who wants to know why it failed. */
    public List<String> lastLines(int count) {
        try (var file = Files.newByteChannel(program.log())) {
            file.position(Math.max(0, file.size() - LAST_BYTES));
            byte[] end = Channels.newInputStream(file).readAllBytes();
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException unreadable) {
            return List.of("(the log cannot be read: " + unreadable.getMessage() + ")");
        }
    }
}
