package dev.trainyard.bench.report;

import dev.trainyard.bench.scenario.Comparison;
import dev.trainyard.bench.scenario.Curve;
import dev.trainyard.bench.scenario.Fact;
import dev.trainyard.bench.suite.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures as rows of text, which Markdown and HTML show alike. */
final class Tables {

    private record Column(String name, ToDoubleFunction<Figures> figure) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("requests/s", Figures::rate),
            new Column("mean ms", Figures::meanMillis),
            new Column("p50", Figures::p50Millis),
            new Column("p90", Figures::p90Millis),
            new Column("p99", Figures::p99Millis),
            new Column("p99.9", Figures::p999Millis),
            new Column("max", Figures::maxMillis),
            new Column("services µs", Figures::servicesMicros),
            new Column("PostgreSQL µs", Figures::databaseMicros),
            new Column("load µs", Figures::generatorMicros),
            new Column("commits", Figures::commits),
            new Column("statements", Figures::statements),
            new Column("WAL bytes", Figures::walBytes),
            new Column("from pool", Figures::borrowed),
            new Column("pool wait µs", Figures::waitedMicros));

    private static final List<Column> REFUSALS = List.of(
            new Column("refused", figures -> 100.0 * figures.refused() / (figures.refused() + figures.succeeded())),
            new Column("refusal p99", Figures::refusedMillis));

    private Tables() {}

    /** The heading, and a row for each variant, of the round whose measure is in the middle. */
    static List<List<String>> of(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(heading("", COLUMNS));
        rows.add(row(comparison.baseline(), median(comparison.baselineRounds(), comparison), COLUMNS));
        rows.add(row(comparison.ours(), median(comparison.ourRounds(), comparison), COLUMNS));
        return rows;
    }

    /** The heading, and a row for each point. */
    static List<List<String>> of(Curve curve) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.addAll(REFUSALS);
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = heading(curve.x(), columns);
        heading.add(2, "of the first");
        heading.add("p99 of the first");
        rows.add(heading);
        for (Curve.Point point : curve.points()) {
            List<String> row = row(number(point.x()), point.median(), columns);
            row.add(2, curve.toFirst(point, Figures::rate).toString());
            row.add(curve.toFirst(point, Figures::p99Millis).toString());
            rows.add(row);
        }
        return rows;
    }

    /** The heading, and a row for each. */
    static List<List<String>> ofFacts(List<Fact> facts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "against", "of that", "", "ratio"));
        for (Fact fact : facts) {
            rows.add(List.of(
                    fact.what() + ": " + fact.ours(),
                    fact.baseline(),
                    number(Fact.median(fact.baselineValues())) + " " + fact.unit(),
                    number(Fact.median(fact.ourValues())) + " " + fact.unit(),
                    fact.ratio().toString()));
        }
        return rows;
    }

    private static Figures median(List<Figures> rounds, Comparison comparison) {
        List<Figures> sorted = rounds.stream()
                .sorted((one, other) -> Double.compare(
                        comparison.measure().of(one), comparison.measure().of(other)))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static List<String> heading(String first, List<Column> columns) {
        List<String> heading = new ArrayList<>(List.of(first));
        columns.forEach(column -> heading.add(column.name()));
        return heading;
    }

    private static List<String> row(String first, Figures figures, List<Column> columns) {
        List<String> row = new ArrayList<>(List.of(first));
        columns.forEach(column -> row.add(number(column.figure().applyAsDouble(figures))));
        return row;
    }

    /** With as many digits as mean something. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
