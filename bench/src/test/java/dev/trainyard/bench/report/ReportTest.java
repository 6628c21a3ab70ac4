package dev.trainyard.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.bench.scenario.Comparison;
import dev.trainyard.bench.scenario.Comparison.Measure;
import dev.trainyard.bench.scenario.Curve;
import dev.trainyard.bench.scenario.Fact;
import dev.trainyard.bench.scenario.Goal;
import dev.trainyard.bench.scenario.Laboratory;
import dev.trainyard.bench.scenario.Ratio;
import dev.trainyard.bench.scenario.Result;
import dev.trainyard.bench.scenario.Scenario;
import dev.trainyard.bench.suite.Figures;
import dev.trainyard.bench.suite.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    Path folder;

    private record Made(String name, String title, String about) implements Scenario {
        @Override
        public Result run(Laboratory laboratory) {
            throw new UnsupportedOperationException();
        }
    }

    private static Figures figures(double meanMillis) {
        return new Figures(
                1000 / meanMillis,
                meanMillis,
                meanMillis,
                meanMillis,
                meanMillis,
                meanMillis,
                meanMillis,
                Map.of(Program.WORKOUT, 120.0),
                80,
                5,
                1,
                2,
                300,
                1,
                5,
                1000,
                0,
                0);
    }

    private static Comparison comparison(String what, double ratio, Goal goal) {
        return new Comparison(
                what,
                Measure.MEAN_LATENCY,
                "plain",
                "fast",
                List.of(figures(10)),
                List.of(figures(10 * ratio)),
                new Ratio(ratio, ratio, ratio),
                Optional.of(goal));
    }

    private String page(Comparison... comparisons) throws IOException {
        Result result = new Result(
                List.of(comparisons),
                List.of(new Fact(
                        "Storage",
                        "MiB",
                        "twenty",
                        List.of(200.0),
                        "ours",
                        List.of(50.0),
                        Optional.of(Goal.atMost(0.75, "25 % less")))),
                List.of(new Curve(
                        "Clients",
                        "clients",
                        List.of(
                                new Curve.Point(1, List.of(figures(4), figures(4), figures(4))),
                                new Curve.Point(200, List.of(figures(8), figures(10), figures(16)))))));
        Path page = new Report(
                        folder,
                        Map.of("kernel", "a <kernel>"),
                        List.of(Finding.of(new Made("made", "Made up", "As & for a test."), result)))
                .write();
        return Files.readString(page);
    }

    @Test
    void promisesThatAreMissedAreNamed() throws IOException {
        page(
                comparison("Good", 0.3, Goal.atMost(0.5, "saves half")),
                comparison("Bad", 0.7, Goal.atMost(0.5, "saves half")));

        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(
                markdown.contains("| Good: fast | plain | 0.30 (0.30–0.30) | mean latency | saves half | kept |"),
                markdown);
        assertTrue(
                markdown.contains("| Storage: ours | twenty | 0.25 (0.25–0.25) | MiB | 25 % less | kept |"), markdown);
        assertTrue(
                markdown.contains("| Bad: fast | plain | 0.70 (0.70–0.70) | mean latency | saves half | MISSED |"),
                markdown);
    }

    @Test
    void pointsAreComparedWithTheFirst() throws IOException {
        page(comparison("Good", 0.3, Goal.atMost(0.5, "saves half")));

        String markdown = Files.readString(folder.resolve("report.md"));
        assertTrue(markdown.contains("| 200 | 100 | 0.40 (0.25–0.50) | 10 |"), markdown);
        assertTrue(markdown.contains("| 2.50 (2.00–4.00) |"), markdown);
    }

    @Test
    void whatCouldNotBeMeasuredIsSaid() throws IOException {
        Finding failed = Finding.failed(new Made("made", "Made up", "For a test."), "2 requests were refused");

        Path page = new Report(folder, Map.of("kernel", "a kernel"), List.of(failed)).write();

        assertTrue(Files.readString(page).contains("NOT MEASURED: 2 requests were refused"));
    }

    @Test
    void textIsNoMarkup() throws IOException {
        String html = page(comparison("Good", 0.3, Goal.atMost(0.5, "saves half")));

        assertTrue(html.contains("a &lt;kernel&gt;"), html);
        assertTrue(html.contains("As &amp; for a test."), html);
    }

    @Test
    void plotsAreBesideThePage() throws IOException {
        String html = page(comparison("Good", 0.3, Goal.atMost(0.5, "saves half")));

        for (String plot : List.of("made.svg", "made-1-latency.svg", "made-1-rate.svg")) {
            assertTrue(html.contains("src=\"" + plot + "\""), plot);
            assertTrue(Files.readString(folder.resolve(plot)).contains("<svg"), plot);
        }
    }

    /** A third of the latency and three times the rate are as good. */
    @Test
    void gainIsHowManyTimesBetter() {
        Goal goal = Goal.atMost(0.5, "saves half");
        Comparison latency = comparison("Latency", 0.25, goal);
        Comparison rate = new Comparison(
                "Rate",
                Measure.RATE,
                "plain",
                "fast",
                List.of(),
                List.of(),
                new Ratio(4, 2, 8),
                Optional.of(Goal.atLeast(3, "3 times as many")));

        assertEquals(new Ratio(4, 4, 4), latency.gain());
        assertEquals(Optional.of(2.0), latency.promisedGain());
        assertEquals(new Ratio(4, 2, 8), rate.gain());
        assertEquals(Optional.of(3.0), rate.promisedGain());
    }

    @Test
    void allRoundsAreInTheJson() throws IOException {
        page(comparison("Good", 0.3, Goal.atMost(0.5, "saves half")));

        JsonNode raw = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        JsonNode comparison = raw.at("/scenarios/made/comparisons/0");
        assertEquals(10, comparison.at("/baselineRounds/0/meanMillis").asDouble());
        assertEquals("saves half", comparison.at("/goal/words").asText());
        assertEquals(2, raw.at("/scenarios/made/curves/0/points").size());
    }
}
