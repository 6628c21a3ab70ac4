package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Figures;
import java.util.List;

/**
 * How something changes with what there is of something else.
 *
 * @param title what is shown
 * @param x what there is more of from one point to the next
 */
public record Curve(String title, String x, List<Point> points) {

    /**
     * One point of it.
     *
     * @param x how much there was
     */
    public record Point(double x, Figures figures) {}
}
