package dev.trainyard.standalone.database;

import dev.trainyard.standalone.files.Directories;
import dev.trainyard.standalone.process.Termination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server over one data directory, driven by its own pg_ctl: that puts the server into a session of its
 * own, so that a Ctrl-C in the terminal does not reach it before its clients have stopped.
 */
final class PostgresServer {

    private static final Duration START = Duration.ofSeconds(60);

    /** By then the processes of a killed server have noticed that it is gone. */
    private static final Duration ORPHANS_END = Duration.ofSeconds(5);

    private final Path binaries;
    private final Path data;
    private final Path log;

    PostgresServer(Path binaries, Path data, Path log) {
        this.binaries = binaries;
        this.data = data.toAbsolutePath();
        this.log = log.toAbsolutePath();
    }

    /** Makes the data directory when there is none; in one step, so that an interrupted attempt leaves none. */
    void initialise(String adminPassword) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        Directories.delete(fresh);
        Files.createDirectories(data.getParent());
        Path password = Files.createTempFile(
                data.getParent(),
                "initdb",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, adminPassword);
            // The built-in locale sorts alike on every system and in every version of the C library.
            Outcome made = run(
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    RolePasswords.ADMIN,
                    "--pwfile",
                    password.toString(),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8");
            if (made.exit() != 0) {
                throw new DatabaseFailure("PostgreSQL cannot make its data directory: " + made.reason());
            }
        } finally {
            Files.delete(password);
        }
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                "\ninclude = '" + ServerSettings.FILE + "'\n",
                StandardOpenOption.APPEND);
        Files.deleteIfExists(data);
        Files.move(fresh, data);
    }

    void start(ServerSettings settings) throws IOException {
        settings.writeInto(data);
        forgetEndedServer();
        Files.createDirectories(log.getParent());
        long before = Files.exists(log) ? Files.size(log) : 0;
        Outcome started = pgCtl("start", "-w", "-t", Long.toString(START.toSeconds()), "-l", log.toString());
        if (started.exit() != 0) {
            throw new DatabaseFailure("PostgreSQL did not start: "
                    + fatalLine(before).orElse(started.reason()) + " (its log: " + log + ")");
        }
    }

    /** Ends connections and writes everything out; beyond the bound, the next start recovers from the log instead. */
    void stop(Duration bound) throws IOException {
        OptionalLong postmaster = pid();
        if (postmaster.isEmpty()) {
            return;
        }
        if (pgCtl("stop", "-m", "fast", "-w", "-t", Long.toString(bound.toSeconds()))
                        .exit()
                != 0) {
            kill();
        }
        awaitEnd(postmaster.getAsLong());
    }

    /** Ends the server at once and without a checkpoint: for data that nobody needs, or a server that hangs. */
    void kill() throws IOException {
        OptionalLong postmaster = pid();
        if (postmaster.isEmpty()) {
            return;
        }
        if (pgCtl("stop", "-m", "immediate", "-w", "-t", "3").exit() != 0) {
            // Its processes notice that it is gone and end too.
            ProcessHandle.of(postmaster.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitEnd(postmaster.getAsLong());
    }

    /** pg_ctl returns when the id file is gone, a moment before the process is. */
    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> Termination.awaited(process, Duration.ofSeconds(2)));
    }

    /** The process id of the running server. */
    OptionalLong pid() throws IOException {
        OptionalLong written = writtenPid();
        return written.isPresent() && isPostgres(written.getAsLong()) ? written : OptionalLong.empty();
    }

    /**
     * After a crash the file may name a process that is not the server any more, and PostgreSQL would refuse to start.
     * A file that names no process at all is left to PostgreSQL, which looks for orphans of the old server first.
     */
    private void forgetEndedServer() throws IOException {
        OptionalLong written = writtenPid();
        if (written.isEmpty() || isPostgres(written.getAsLong())) {
            return;
        }
        Optional<ProcessHandle> other = ProcessHandle.of(written.getAsLong());
        if (other.isPresent()
                && (Termination.isRunning(other.get()) || !Termination.isCollected(other.get(), ORPHANS_END))) {
            Files.delete(data.resolve("postmaster.pid"));
        }
    }

    private OptionalLong writtenPid() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst().stream()
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        }
    }

    /** A process that does not say what it runs is taken for the server: better no start than two on the same data. */
    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .filter(Termination::isRunning)
                .map(process -> process.info().command().orElse("postgres").endsWith("postgres"))
                .orElse(false);
    }

    private Optional<String> fatalLine(long from) throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        byte[] all = Files.readAllBytes(log);
        String fresh = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        return fresh.lines()
                .filter(line -> line.contains("FATAL:"))
                .reduce((_, last) -> last)
                .map(line -> line.substring(line.indexOf("FATAL:") + "FATAL:".length())
                        .strip());
    }

    private Outcome pgCtl(String action, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(action, "-D", data.toString()));
        command.addAll(List.of(options));
        return run("pg_ctl", command.toArray(String[]::new));
    }

    private Outcome run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("trainyard-" + program, ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(START.plusSeconds(30).toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(-1, program + " did not end in time");
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailure("Interrupted while " + program + " ran", interrupted);
        } finally {
            Files.delete(output);
        }
    }

    private record Outcome(int exit, String output) {

        String reason() {
            return output.lines()
                    .filter(line -> line.contains("error:") || line.contains("failed"))
                    .findFirst()
                    .orElse(output.strip());
        }
    }
}
