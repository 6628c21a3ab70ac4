package dev.trainyard.systemtests.faults;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what was measured over time. */
final class Chart {

    private Chart() {}

    /**
     * Writes an SVG file.
     *
     * @param title what is shown, with its unit
     * @param minutes when each value was measured
     * @param lines the values, by the names of the lines
     */
    static void draw(Path file, String title, List<Double> minutes, Map<String, List<Double>> lines) {
        XYChart chart = new XYChartBuilder()
                .width(760)
                .height(300)
                .title(title)
                .xAxisTitle("minutes")
                .build();
        chart.getStyler()
                .setYAxisMin(0.0)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        lines.forEach((name, values) -> {
            XYSeries series = chart.addSeries(name, minutes, values);
            series.setMarker(SeriesMarkers.NONE);
        });
        try {
            Files.createDirectories(file.getParent());
            ByteArrayOutputStream svg = new ByteArrayOutputStream();
            VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
            // Its lines end in blanks, and its places have a dozen digits.
            Files.writeString(
                    file,
                    svg.toString(StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.stripTrailing().replaceAll("(\\.\\d\\d)\\d+", "$1"))
                            .filter(line -> !line.isEmpty())
                            .reduce("", (text, line) -> text + line + "\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
