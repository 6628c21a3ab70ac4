package dev.trainyard.bench;

import dev.trainyard.bench.report.Finding;
import dev.trainyard.bench.report.Machine;
import dev.trainyard.bench.report.Report;
import dev.trainyard.bench.scenario.Concurrency;
import dev.trainyard.bench.scenario.DatabaseHabits;
import dev.trainyard.bench.scenario.DistanceToTheLimit;
import dev.trainyard.bench.scenario.Effort;
import dev.trainyard.bench.scenario.GatewayAgainstDirect;
import dev.trainyard.bench.scenario.Growth;
import dev.trainyard.bench.scenario.Laboratory;
import dev.trainyard.bench.scenario.MicroBenchmarks;
import dev.trainyard.bench.scenario.Optimisations;
import dev.trainyard.bench.scenario.Pruning;
import dev.trainyard.bench.scenario.QuizPlayers;
import dev.trainyard.bench.scenario.Scenario;
import dev.trainyard.bench.scenario.Starts;
import dev.trainyard.bench.suite.RunningSuite;
import dev.trainyard.bench.suite.Suites;
import dev.trainyard.standalone.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures what Trainyard claims, and writes a report: {@code ./trainyard bench}. */
public final class Bench {

    private static final List<Scenario> SCENARIOS = List.of(
            new DatabaseHabits(),
            new Optimisations(),
            new Pruning(),
            new DistanceToTheLimit(),
            new MicroBenchmarks(),
            new GatewayAgainstDirect(),
            new Concurrency(),
            new QuizPlayers(),
            new Starts(),
            new Growth());
    private static final int PORT = 18_080;
    private static final Console CONSOLE = new Console(System.out, System.err);

    private final Path checkout;
    private final Path report;
    private final Effort effort;
    private final boolean isNative;
    private final List<Scenario> scenarios;
    private final Instant begin = Instant.now();

    private Bench(Path checkout, Effort effort, boolean isNative, List<Scenario> scenarios) {
        this.checkout = checkout;
        this.report = checkout.resolve("bench/report");
        this.effort = effort;
        this.isNative = isNative;
        this.scenarios = scenarios;
    }

    /** Runs the scenarios that are named, or all. */
    public static void main(String[] arguments) throws Exception {
        // Hyperfoil's libraries miss loggers that nobody else here wants.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("log4j2.StatusLogger.level", "OFF");
        Effort effort = Effort.USUAL;
        boolean isNative = false;
        List<Scenario> scenarios = new ArrayList<>();
        for (String argument : arguments) {
            switch (argument) {
                case "--quick" -> effort = Effort.QUICK;
                case "--full" -> effort = Effort.FULL;
                case "--native" -> isNative = true;
                default -> scenarios.add(named(argument));
            }
        }
        Path checkout = Path.of(System.getProperty("trainyard.checkout", "")).toAbsolutePath();
        Bench bench = new Bench(checkout, effort, isNative, scenarios.isEmpty() ? SCENARIOS : List.copyOf(scenarios));
        boolean isComplete = bench.run();
        CONSOLE.say("\nThe report is in " + bench.report.resolve("report.html"));
        // Hyperfoil's threads do not end by themselves.
        System.exit(isComplete ? 0 : 1);
    }

    private static Scenario named(String name) {
        return SCENARIOS.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    CONSOLE.complain("There is no scenario " + name + ": choose among "
                            + SCENARIOS.stream().map(Scenario::name).collect(Collectors.joining(", ")) + ".");
                    System.exit(2);
                    throw new IllegalStateException();
                });
    }

    /** Whether all could be measured. The report is written after each, so that what is there is not lost. */
    private boolean run() throws IOException, SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Suites suites = new Suites(checkout, checkout.resolve(".trainyard/bench"), PORT, isNative, this::say)) {
            Laboratory laboratory = new Laboratory(suites, effort, this::say);
            Map<String, String> machine = Machine.describe(
                    revision(),
                    version(suites.of(effort.sets())),
                    isNative ? "native executables" : "JVM",
                    effort.name().toLowerCase(Locale.ROOT));
            for (Scenario scenario : scenarios) {
                say(scenario.title());
                findings.add(finding(scenario, laboratory));
                new Report(report, machine, findings).write();
            }
        }
        return findings.stream().allMatch(finding -> finding.failure().isEmpty());
    }

    private Finding finding(Scenario scenario, Laboratory laboratory) throws SQLException {
        try {
            laboratory.change(effort.sets());
            return Finding.of(scenario, scenario.run(laboratory));
        } catch (IllegalStateException meaningless) {
            say("  NOT MEASURED: " + meaningless.getMessage());
            return Finding.failed(scenario, meaningless.getMessage());
        }
    }

    private void say(String what) {
        CONSOLE.progress(Duration.between(begin, Instant.now()), what);
    }

    private static String version(RunningSuite suite) throws SQLException {
        try (Connection connection = suite.connect();
                ResultSet row = connection.createStatement().executeQuery("SELECT version()")) {
            row.next();
            return row.getString(1).replaceFirst(" on .*", "");
        }
    }

    private String revision() throws IOException {
        Process git = new ProcessBuilder("git", "-C", checkout.toString(), "describe", "--always", "--dirty").start();
        try (var output = git.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
