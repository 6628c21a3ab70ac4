package dev.trainyard.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl, also for root, whom PostgreSQL refuses: in a user namespace of its own root is nobody. */
record PostgresPrograms(Path home) {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final String NAMESPACE = "unshare";

    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** The line that says why, as far as there is one. */
        String reason() {
            return output.lines()
                    .filter(line -> line.contains("error:") || line.contains("failed"))
                    .findFirst()
                    .orElse(output.strip());
        }
    }

    Outcome run(String program, List<String> arguments) throws IOException {
        boolean root = System.getProperty("user.name").equals("root");
        List<String> command = new ArrayList<>(root ? List.of(NAMESPACE, "-U") : List.of());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        Outcome outcome = run(command);
        if (root && outcome.output().startsWith(NAMESPACE + ":")) {
            throw new DatabaseFailure("PostgreSQL does not run as root, and the way around it is closed here ("
                    + outcome.output().strip() + "): start Trainyard as another user.");
        }
        return outcome;
    }

    private static Outcome run(List<String> command) throws IOException {
        // A file, not a pipe: a server that is started keeps what it inherits open.
        Path output = Files.createTempFile("trainyard-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end in time");
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", interrupted);
        } finally {
            Files.delete(output);
        }
    }
}
