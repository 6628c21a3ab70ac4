package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
    public record Point(double x, List<Figures> rounds) {

        /** The round whose rate is in the middle. */
        public Figures median() {
            return rounds.stream()
                    .sorted(Comparator.comparingDouble(Figures::rate))
                    .toList()
                    .get(rounds.size() / 2);
        }
    }

    /** What a figure of a point is to that of the first one, round by round. */
    public Ratio toFirst(Point point, ToDoubleFunction<Figures> figure) {
        return Ratio.of(values(point, figure), values(points.getFirst(), figure));
    }

    private static List<Double> values(Point point, ToDoubleFunction<Figures> figure) {
        return point.rounds().stream().map(figure::applyAsDouble).toList();
    }
}
