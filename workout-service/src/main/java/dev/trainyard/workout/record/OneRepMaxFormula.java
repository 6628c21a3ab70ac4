package dev.trainyard.workout.record;

import java.util.OptionalDouble;

/**
 * The published estimates of what could be lifted once, from a weight and how often it was lifted. One repetition is the
 * weight itself, whatever the formula. The raw formulas and their test vectors are those of the literature as collected in
 * LeSuer et al., J. Strength Cond. Res. 11(4), 1997.
 */
enum OneRepMaxFormula {
    EPLEY("epley@1", "w (1 + r/30)") {
        @Override
        double raw(double weight, double reps) {
            return weight * (1 + reps / 30);
        }
    },
    BRZYCKI("brzycki@1", "36 w / (37 - r), below 37 repetitions") {
        @Override
        double raw(double weight, double reps) {
            return reps < 37 ? 36 * weight / (37 - reps) : Double.NaN;
        }
    },
    LOMBARDI("lombardi@1", "w r^0.10") {
        @Override
        double raw(double weight, double reps) {
            return weight * Math.pow(reps, 0.10);
        }
    },
    WATHAN("wathan@1", "100 w / (48.8 + 53.8 e^(-0.075 r))") {
        @Override
        double raw(double weight, double reps) {
            return 100 * weight / (48.8 + 53.8 * Math.exp(-0.075 * reps));
        }
    },
    MAYHEW("mayhew@1", "100 w / (52.2 + 41.9 e^(-0.055 r))") {
        @Override
        double raw(double weight, double reps) {
            return 100 * weight / (52.2 + 41.9 * Math.exp(-0.055 * reps));
        }
    },
    LANDER("lander@1", "100 w / (101.3 - 2.67123 r), below 38 repetitions") {
        @Override
        double raw(double weight, double reps) {
            return reps < 37.9 ? 100 * weight / (101.3 - 2.67123 * reps) : Double.NaN;
        }
    },
    OCONNER("oconner@1", "w (1 + 0.025 r)") {
        @Override
        double raw(double weight, double reps) {
            return weight * (1 + 0.025 * reps);
        }
    };

    private final String id;
    private final String expression;

    OneRepMaxFormula(String id, String expression) {
        this.id = id;
        this.expression = expression;
    }

    /** Name and version. */
    String id() {
        return id;
    }

    /** How it is calculated, in words. */
    String expression() {
        return expression;
    }

    abstract double raw(double weight, double reps);

    /** The estimate in the unit of {@code weight}; empty where the formula is not defined. */
    OptionalDouble estimate(double weight, double reps) {
        double value = reps == 1 ? weight : raw(weight, reps);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * The share of a one-repetition maximum that a set was, by how hard it felt: the curve of x = 10 - rpe + reps - 1, two
     * pieces fitted to the tables that powerlifters use. Empty where it has left the ground.
     */
    static OptionalDouble shareByRpe(double rpe, double reps) {
        double x = 10 - rpe + reps - 1;
        double share = x <= 2.92 ? (0.347619 * x * x - 4.60714 * x + 99.9667) / 100 : (-2.64249 * x + 97.0955) / 100;
        return share > 0 ? OptionalDouble.of(share) : OptionalDouble.empty();
    }
}
