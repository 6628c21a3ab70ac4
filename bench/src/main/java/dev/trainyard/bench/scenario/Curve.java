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
     * @param name what was measured there, when it is not the same as at the others; else empty
     * @param x how much there was
     */
    public record Point(String name, double x, Figures figures) {}
}
