package dev.trainyard.bench.scenario;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How one variant did of another, in the rounds of one run: each by the round that it shared with the other. */
public record Ratio(double median, double lowest, double highest) {

    /** Of figures of both variants, round by round. */
    public static Ratio of(List<Double> ours, List<Double> baseline) {
        List<Double> ratios = IntStream.range(0, Math.min(ours.size(), baseline.size()))
                .mapToObj(round -> ours.get(round) / baseline.get(round))
                .sorted()
                .toList();
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("No rounds, no ratio");
        }
        int middle = ratios.size() / 2;
        double median = ratios.size() % 2 == 1 ? ratios.get(middle) : (ratios.get(middle - 1) + ratios.get(middle)) / 2;
        return new Ratio(median, ratios.getFirst(), ratios.getLast());
    }

    /** That of the other variant to this one. */
    Ratio reciprocal() {
        return new Ratio(1 / median, 1 / highest, 1 / lowest);
    }

    @Override
    public String toString() {
        // Of what is a hundredth, hundredths say nothing.
        String form = median < 0.1 ? "%1$.3f (%2$.3f–%3$.3f)" : "%1$.2f (%2$.2f–%3$.2f)";
        return String.format(Locale.ROOT, form, median, lowest, highest);
    }
}
