package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Two variants in turns, in one run.
 *
 * @param what is compared
 * @param measure what the ratio is of
 */
public record Comparison(
        String what,
        Measure measure,
        String baseline,
        String ours,
        List<Figures> baselineRounds,
        List<Figures> ourRounds,
        Ratio ratio,
        Optional<Goal> goal) {

    /** What two variants are compared by. */
    public enum Measure {
        MEAN_LATENCY("mean latency", true) {
            @Override
            public double of(Figures figures) {
                return figures.meanMillis();
            }
        },
        RATE("rate", false) {
            @Override
            public double of(Figures figures) {
                return figures.rate();
            }
        },
        COMMITS("commits", true) {
            @Override
            public double of(Figures figures) {
                return figures.commits();
            }
        };

        private final String words;
        private final boolean isLowerBetter;

        Measure(String words, boolean isLowerBetter) {
            this.words = words;
            this.isLowerBetter = isLowerBetter;
        }

        /** As reports call it. */
        public String words() {
            return words;
        }

        /** What it is, of a round. */
        public abstract double of(Figures figures);
    }

    /** How many times better ours is: the ratio of what is better when it is more, or else its reciprocal. */
    public Ratio gain() {
        return measure.isLowerBetter ? ratio.reciprocal() : ratio;
    }

    /** How many times better it was promised to be, likewise. */
    public Optional<Double> promisedGain() {
        return goal.map(promise -> measure.isLowerBetter ? 1 / promise.bound() : promise.bound());
    }

    static Comparison of(
            String what,
            Measure measure,
            Variant baseline,
            Variant ours,
            List<Figures> baselineRounds,
            List<Figures> ourRounds,
            Optional<Goal> goal) {
        return new Comparison(
                what,
                measure,
                baseline.name(),
                ours.name(),
                baselineRounds,
                ourRounds,
                Ratio.of(
                        ourRounds.stream().map(measure::of).toList(),
                        baselineRounds.stream().map(measure::of).toList()),
                goal);
    }
}
