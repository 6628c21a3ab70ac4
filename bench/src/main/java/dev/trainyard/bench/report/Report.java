package dev.trainyard.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.trainyard.bench.scenario.Comparison;
import dev.trainyard.bench.scenario.Curve;
import dev.trainyard.bench.scenario.Fact;
import dev.trainyard.bench.scenario.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was found as a page of Markdown, one of HTML, plots and JSON, all into one folder. */
public final class Report {

    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    private static final String LEGEND =
            "Latencies are milliseconds, of answers of success, from when a request was due."
                    + " µs are processor time per answer: of the services and the gateway, of PostgreSQL, of the load generator, which"
                    + " takes its share of the same machine. Commits, statements and bytes written ahead are per answer too, with what"
                    + " the suite does by itself. A row is the round in the middle; a ratio is the median of the rounds, and in"
                    + " parentheses the lowest and the highest, each of a round by the other variant's round beside it.";

    private final Path folder;
    private final Map<String, String> machine;
    private final List<Finding> findings;

    /** Into {@code folder}, which is made. */
    public Report(Path folder, Map<String, String> machine, List<Finding> findings) {
        this.folder = folder;
        this.machine = machine;
        this.findings = findings;
    }

    /** Writes all of it; the page to read. */
    public Path write() throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve("report.json").toFile(), raw());
        Page markdown = new MarkdownPage();
        Page html = new HtmlPage();
        for (Page page : List.of(markdown, html)) {
            fill(page);
        }
        Files.writeString(folder.resolve("report.md"), markdown.text());
        return Files.writeString(folder.resolve("report.html"), html.text());
    }

    private Map<String, Object> raw() {
        Map<String, Object> scenarios = new LinkedHashMap<>();
        findings.forEach(finding -> scenarios.put(finding.scenario().name(), finding.result()));
        return Map.of("machine", machine, "scenarios", scenarios);
    }

    private void fill(Page page) throws IOException {
        page.heading(1, "Trainyard, measured");
        page.table(machine.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
        List<List<String>> summary = summary();
        if (summary.size() > 1) {
            page.heading(2, "In short");
            page.table(summary);
        }
        page.paragraph(LEGEND);
        for (Finding finding : findings) {
            page.heading(2, finding.scenario().title());
            page.paragraph(finding.scenario().about());
            if (!finding.failure().isEmpty()) {
                page.paragraph("NOT MEASURED: " + finding.failure());
            }
            if (!finding.result().comparisons().isEmpty()) {
                page.plot(
                        plot(finding.scenario().name(), Plot.of(finding.result().comparisons())), "Ratios");
            }
            for (Comparison comparison : finding.result().comparisons()) {
                page.heading(3, comparison.what());
                page.table(Tables.of(comparison));
                page.paragraph(verdict(comparison));
            }
            if (!finding.result().facts().isEmpty()) {
                page.table(Tables.ofFacts(finding.result().facts()));
            }
            int number = 0;
            for (Curve curve : finding.result().curves()) {
                page.heading(3, curve.title());
                String name = finding.scenario().name() + "-" + ++number;
                page.plot(plot(name + "-latency", Plot.latencies(curve)), "Latencies");
                page.plot(plot(name + "-rate", Plot.rates(curve)), "Rates");
                page.table(Tables.of(curve));
            }
        }
    }

    private List<List<String>> summary() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("what", "against", "ratio", "of", "promised", ""));
        for (Finding finding : findings) {
            for (Comparison comparison : finding.result().comparisons()) {
                rows.add(List.of(
                        comparison.what() + ": " + comparison.ours(),
                        comparison.baseline(),
                        comparison.ratio().toString(),
                        comparison.measure().words(),
                        comparison.goal().map(Goal::words).orElse("nothing"),
                        comparison
                                .goal()
                                .map(goal -> goal.verdict(comparison.ratio()))
                                .orElse("")));
            }
            for (Fact fact : finding.result().facts()) {
                fact.goal()
                        .ifPresent(goal -> rows.add(List.of(
                                fact.what() + ": " + fact.ours(),
                                fact.baseline(),
                                fact.ratio().toString(),
                                fact.unit(),
                                goal.words(),
                                goal.verdict(fact.ratio()))));
            }
        }
        return rows;
    }

    private static String verdict(Comparison comparison) {
        return "%s of %s to that of %s: %s.%s"
                .formatted(
                        capitalized(comparison.measure().words()),
                        comparison.ours(),
                        comparison.baseline(),
                        comparison.ratio(),
                        comparison
                                .goal()
                                .map(goal -> " Promised: %s, which is %s."
                                        .formatted(goal.words(), goal.verdict(comparison.ratio())))
                                .orElse(""));
    }

    private static String capitalized(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String plot(String name, String svg) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg);
        return name + ".svg";
    }
}
