package dev.trainyard.gateway.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged gateway as a process of its own, configured by its environment as in production: the native executable, if
 * that is what was packaged last.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: http://127.0.0.1:(\\d+)\\. Management interface listening on http://127.0.0.1:(\\d+)");

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    private GatewayProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::readOutput);
    }

    /**
     * Starts it with all that it needs, and {@code environment} besides; an empty value takes a setting away. The options are
     * some that a JVM and an executable have in common.
     */
    public static GatewayProcess start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = command(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        TestTokens.configuration()
                .forEach((key, value) ->
                        variables.put(key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", "0");
        variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        variables.put("QUARKUS_MANAGEMENT_PORT", "0");
        variables.put("TRAINYARD_LOG_JSON", "false");
        variables.putAll(environment);
        variables.values().removeIf(String::isEmpty);
        return new GatewayProcess(builder.start());
    }

    private static List<String> command(String... options) throws IOException {
        Path target = Path.of("target");
        Properties artifact = new Properties();
        try (Reader description = Files.newBufferedReader(target.resolve("quarkus-artifact.properties"))) {
            artifact.load(description);
        }
        String packaged = target.resolve(artifact.getProperty("path")).toString();
        List<String> command = new ArrayList<>();
        if (artifact.getProperty("type").equals("native")) {
            command.add(packaged);
            command.addAll(List.of(options));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(options));
            command.addAll(List.of("-jar", packaged));
        }
        return command;
    }

    public int port() {
        return listening(1);
    }

    public int managementPort() {
        return listening(2);
    }

    private int listening(int group) {
        Matcher matcher = LISTENING.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException(output());
        }
        return Integer.parseInt(matcher.group(group));
    }

    public boolean isListening() {
        return LISTENING.matcher(output()).find();
    }

    /** Everything that it has written. */
    public String output() {
        return String.join("\n", output);
    }

    /** Asks it to stop, as an orchestrator does. */
    public void terminate() {
        // Not of the process itself, which would close its output as well.
        process.toHandle().destroy();
    }

    /** Its exit code; fails when it does not exit. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("It does not exit: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
