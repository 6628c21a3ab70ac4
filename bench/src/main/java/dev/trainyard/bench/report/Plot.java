package dev.trainyard.bench.report;

import dev.trainyard.bench.scenario.Comparison;
import dev.trainyard.bench.scenario.Curve;
import dev.trainyard.bench.suite.Figures;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of figures, as SVG. */
final class Plot {

    private static final int WIDTH = 820;
    private static final int HEIGHT = 320;
    private static final int DOTS_HEIGHT = 420;
    // From here on, the first points of a line are one.
    private static final int WIDE = 50;

    private Plot() {}

    /** How many times better each is than its baseline, and was promised to be. */
    static String of(List<Comparison> comparisons) throws IOException {
        DoubleSummaryStatistics gains = comparisons.stream()
                .flatMap(Plot::shown)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(DOTS_HEIGHT)
                .title("How many times better than the baseline")
                .build();
        // Small and steep, or the first name begins left of the picture.
        chart.getStyler()
                .setXAxisLabelRotation(45)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10))
                .setChartPadding(24);
        chart.getStyler()
                .setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setOverlapped(true)
                .setYAxisLogarithmic(true)
                .setYAxisMin(Math.pow(10, Math.floor(Math.log10(gains.getMin()))))
                .setYAxisMax(Math.pow(10, Math.ceil(Math.log10(gains.getMax()))));
        decorate(chart.getStyler());
        add(chart, "best round", comparisons, comparison -> comparison.gain().highest())
                .setMarker(SeriesMarkers.TRIANGLE_DOWN)
                .setMarkerColor(Color.GRAY);
        add(chart, "worst round", comparisons, comparison -> comparison.gain().lowest())
                .setMarker(SeriesMarkers.TRIANGLE_UP)
                .setMarkerColor(Color.GRAY);
        if (comparisons.stream().anyMatch(comparison -> comparison.goal().isPresent())) {
            add(
                            chart,
                            "promised",
                            comparisons,
                            comparison -> comparison.promisedGain().orElse(null))
                    .setMarker(SeriesMarkers.DIAMOND);
        }
        add(chart, "measured", comparisons, comparison -> comparison.gain().median())
                .setMarker(SeriesMarkers.CIRCLE);
        return svg(chart);
    }

    private static CategorySeries add(
            CategoryChart chart, String name, List<Comparison> comparisons, Function<Comparison, Double> value) {
        return chart.addSeries(
                name,
                comparisons.stream().map(Comparison::what).toList(),
                comparisons.stream().map(value).toList());
    }

    private static Stream<Double> shown(Comparison comparison) {
        return Stream.concat(
                Stream.of(comparison.gain().lowest(), comparison.gain().highest()), comparison.promisedGain().stream());
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
