package dev.trainyard.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** pgbench, PostgreSQL's own load generator: as fast as a statement can be sent. Where it is installed. */
public final class Pgbench {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");
    // Of a line of its log: client, number, microseconds.
    private static final int MICROS = 2;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int DIGITS = 3;
    // Its connections are new each time, and each plans the statement a few times before it keeps a plan.
    private static final int LEAST_SECONDS = 3;

    private final Path program;
    private final Path folder;
    private final Map<String, String> environment;

    private Pgbench(Path program, Path folder, Map<String, String> environment) {
        this.program = program;
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * The one on the path, or the newest one that there is.
     *
     * @param folder where its logs go, which is made
     * @param environment what tells it the database and the role
     */
    public static Optional<Pgbench> installed(Path folder, Map<String, String> environment) throws IOException {
        Optional<Path> program = Programs.find("pgbench", byVersion());
        if (program.isPresent()) {
            Files.createDirectories(folder);
        }
        return program.map(path -> new Pgbench(path, folder, environment));
    }

    /** Where Debian keeps those that are not on the path, the newest first. */
    private static Stream<Path> byVersion() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        }
    }

    /**
     * So many clients, each over a connection of its own, as fast as they can.
     *
     * @param script what each does in turn: one transaction
     * @param variables of the script
     * @throws IllegalStateException when it fails, or a statement does
     */
    public Measured run(String script, Map<String, String> variables, int clients, Duration lasting) {
        try {
            return measured(script, variables, clients, lasting);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Measured measured(String script, Map<String, String> variables, int clients, Duration lasting)
            throws IOException {
        clear();
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--time=" + Math.max(LEAST_SECONDS, Math.ceilDiv(lasting.toMillis(), 1_000)),
                "--log",
                "--log-prefix=" + folder.resolve("log"),
                "--file=" + Files.writeString(folder.resolve("script"), script, StandardCharsets.UTF_8)));
        variables.forEach((name, value) -> command.add("--define=" + name + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        ProcessorTime watch = ProcessorTime.watch();
        Process process = builder.start();
        String printed;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            printed = String.join("\n", output.lines().toList());
        }
        Programs.awaitEnd("pgbench", process, printed);
        Duration cpu = watch.spent();
        Matcher rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench says no rate:\n" + printed);
        }
        Histogram took = took();
        return new Measured(
                Duration.ofNanos(Math.round(took.getTotalCount() / Double.parseDouble(rate.group(1)) * 1e9)),
                took,
                new Histogram(DIGITS),
                Map.of(200, took.getTotalCount()),
                0,
                cpu);
    }

    private Histogram took() throws IOException {
        Histogram took = new Histogram(DIGITS);
        for (Path log : logs()) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.forEach(line -> took.recordValue(Long.parseLong(line.split(" ", -1)[MICROS]) * NANOS_PER_MICRO));
            }
        }
        return took;
    }

    private void clear() throws IOException {
        for (Path log : logs()) {
            Files.delete(log);
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .toList();
        }
    }
}
