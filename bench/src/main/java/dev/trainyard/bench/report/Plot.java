package dev.trainyard.bench.report;

import dev.trainyard.bench.scenario.Comparison;
import dev.trainyard.bench.scenario.Curve;
import dev.trainyard.bench.suite.Figures;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Pictures of figures, as SVG. */
final class Plot {

    private static final int WIDTH = 820;
    private static final int HEIGHT = 320;
    private static final int BARS_HEIGHT = 420;
    // From here on, the first points of a line are one.
    private static final int WIDE = 50;

    private Plot() {}

    /** How the ratios of comparisons lie to what was promised. */
    static String of(List<Comparison> comparisons) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(BARS_HEIGHT)
                .title("Of the baseline: median of the rounds")
                .build();
        // Small and steep, or the first name begins left of the picture.
        chart.getStyler()
                .setXAxisLabelRotation(45)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10))
                .setChartPadding(24);
        decorate(chart.getStyler());
        List<String> names = comparisons.stream().map(Comparison::what).toList();
        chart.addSeries(
                "measured",
                names,
                comparisons.stream()
                        .map(comparison -> comparison.ratio().median())
                        .toList(),
                comparisons.stream()
                        .map(comparison -> (comparison.ratio().highest()
                                        - comparison.ratio().lowest())
                                / 2)
                        .toList());
        if (comparisons.stream().allMatch(comparison -> comparison.goal().isPresent())) {
            chart.addSeries(
                    "promised",
                    names,
                    comparisons.stream()
                            .map(comparison -> comparison.goal().orElseThrow().bound())
                            .toList());
        }
        return svg(chart);
    }

    /** How the latencies grow along a curve. */
    static String latencies(Curve curve) throws IOException {
        XYChart chart = xy(curve, "ms");
        add(chart, "p50", curve, Figures::p50Millis);
        add(chart, "p99", curve, Figures::p99Millis);
        return svg(chart);
    }

    /** How the rate does. */
    static String rates(Curve curve) throws IOException {
        XYChart chart = xy(curve, "requests/s");
        add(chart, "served", curve, Figures::rate);
        return svg(chart);
    }

    private static XYChart xy(Curve curve, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(curve.title())
                .xAxisTitle(curve.x())
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setYAxisMin(0.0).setXAxisLogarithmic(isWide(curve));
        decorate(chart.getStyler());
        return chart;
    }

    private static boolean isWide(Curve curve) {
        return curve.points().getLast().x() >= WIDE * curve.points().getFirst().x();
    }

    private static void add(XYChart chart, String name, Curve curve, ToDoubleFunction<Figures> figure) {
        chart.addSeries(
                name,
                curve.points().stream().map(Curve.Point::x).toList(),
                curve.points().stream()
                        .map(point -> figure.applyAsDouble(point.median()))
                        .toList());
    }

    private static void decorate(Styler styler) {
        styler.setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
    }

    private static String svg(Chart<?, ?> chart) throws IOException {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
        // Its lines end in blanks, and its places have a dozen digits.
        return svg.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.stripTrailing().replaceAll("(\\.\\d\\d)\\d+", "$1"))
                .filter(line -> !line.isEmpty())
                .reduce("", (text, line) -> text + line + "\n");
    }
}
