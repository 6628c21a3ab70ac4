package dev.trainyard.standalone.database;

import dev.trainyard.standalone.database.PostgresPrograms.Outcome;
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

/**
 * One PostgreSQL server over one data directory, driven by its own pg_ctl: that puts the server into a session of its
 * own, so that a Ctrl-C in the terminal does not reach it before its clients have stopped.
 */
final class PostgresServer {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final Postmaster postmaster;

    PostgresServer(Path data, Path log) {
        this.data = data.toAbsolutePath();
        this.log = log.toAbsolutePath();
        this.postmaster = new Postmaster(this.data);
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
            initialise(fresh, password);
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
        postmaster.forgetEnded();
        Files.createDirectories(log.getParent());
        long before = Files.exists(log) ? Files.size(log) : 0;
        Outcome started = pgCtl("start", "-w", "-t", Long.toString(START.toSeconds()), "-l", log.toString());
        if (!started.succeeded()) {
            throw new DatabaseFailure("PostgreSQL did not start: "
                    + fatalLine(before).orElse(started.reason()) + " (its log: " + log + ")");
        }
    }

    /** Ends connections and writes everything out; beyond the bound, the next start recovers from the log instead. */
    void stop(Duration bound) throws IOException {
        OptionalLong pid = pid();
        if (pid.isPresent()) {
            if (!pgCtl("stop", "-m", "fast", "-w", "-t", Long.toString(bound.toSeconds()))
                    .succeeded()) {
                kill();
            }
            awaitEnd(pid.getAsLong());
        }
    }

    /** Ends the server at once and without a checkpoint: for data that nobody needs, or a server that hangs. */
    void kill() throws IOException {
        OptionalLong pid = pid();
        if (pid.isPresent()) {
            if (!pgCtl("stop", "-m", "immediate", "-w", "-t", "3").succeeded()) {
                // Its processes notice that it is gone and end too.
                ProcessHandle.of(pid.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
            }
            awaitEnd(pid.getAsLong());
        }
    }

    /** Ends following another server, and takes changes. */
    void promote() throws IOException {
        Outcome promoted = pgCtl("promote", "-w", "-t", Long.toString(START.toSeconds()));
        if (!promoted.succeeded()) {
            throw new DatabaseFailure("PostgreSQL was not promoted: " + promoted.reason());
        }
    }

    Path data() {
        return data;
    }

    /** The process id of the running server. */
    OptionalLong pid() throws IOException {
        return postmaster.pid();
    }

    private static void initialise(Path directory, Path password) throws IOException {
        Outcome made = programs()
                .run(
                        "initdb",
                        List.of(
                                "--pgdata=" + directory,
                                "--username=" + RolePasswords.ADMIN,
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                // Sorts alike on every system and in every version of the C library.
                                "--locale-provider=builtin",
                                "--locale=C.UTF-8"));
        if (!made.succeeded()) {
            throw new DatabaseFailure("PostgreSQL cannot make its data directory: " + made.reason());
        }
    }

    private Outcome pgCtl(String action, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(action, "-D", data.toString()));
        arguments.addAll(List.of(options));
        return programs().run("pg_ctl", arguments);
    }

    private static PostgresPrograms programs() {
        return new PostgresPrograms(PostgresBinaries.unpacked());
    }

    /** pg_ctl returns when the id file is gone, a moment before the process is. */
    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> Termination.awaited(process, Duration.ofSeconds(2)));
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
                .map(line -> line.replaceFirst(".*FATAL: *", ""));
    }
}
