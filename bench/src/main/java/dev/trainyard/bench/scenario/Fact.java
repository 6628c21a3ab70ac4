package dev.trainyard.bench.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two variants of something that is no load: a size, the time of a start.
 *
 * @param what is compared
 * @param unit of the values
 * @param baselineValues one for each round, as are ours
 */
public record Fact(
        String what,
        String unit,
        String baseline,
        List<Double> baselineValues,
        String ours,
        List<Double> ourValues,
        Optional<Goal> goal) {

    /** Ours to the baseline's, round by round. */
    public Ratio ratio() {
        return Ratio.of(ourValues, baselineValues);
    }

    /** The value in the middle. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return IntStream.of((sorted.size() - 1) / 2, sorted.size() / 2)
                .mapToDouble(sorted::get)
                .average()
                .orElseThrow();
    }
}
