package dev.trainyard.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The launcher as a process of its own, with what it says line by line. */
final class LauncherProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final String END = "(end of output)";

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private LauncherProcess(Process process) {
        this.process = process;
        Thread.startVirtualThread(() -> {
            process.inputReader().lines().forEach(lines::add);
            lines.add(END);
        });
    }

    static LauncherProcess start(Path checkout, String... arguments) throws IOException {
        return start(classPath(), checkout, arguments);
    }

    static LauncherProcess start(String classPath, Path checkout, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dtrainyard.checkout=" + checkout,
                "-cp",
                classPath,
                Launcher.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TRAINYARD_HOME");
        return new LauncherProcess(builder.start());
    }

    /** That of the tests. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The first line, from here on, that contains the text. */
    String awaitLine(String text) throws InterruptedException {
        while (true) {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("Never said \"" + text + "\", but:\n" + String.join("\n", output));
            }
            output.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Has not ended, but said:\n" + String.join("\n", rest()));
        }
        return process.exitValue();
    }

    /** Everything that it said, once it has ended. */
    List<String> rest() throws InterruptedException {
        for (String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                line != null && !line.equals(END);
                line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            output.add(line);
        }
        return List.copyOf(output);
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
