package dev.trainyard.workout.readiness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * How ready a body is for training, 0 to 1, by {@code readiness@1}: 0.4 of the recovery, 0.3 of the sleep, 0.15 of the
 * heart rate variability against its baseline, 0.15 of the baseline of the resting heart rate against it, each ratio from
 * 0.8 to 1.2; 0.05 less after a strain of more than 14. What is missing gives its weight to what is there. The sum starts
 * at 0, so that the worst of everything comes to 0.24, which is red.
 *
 * @param value exact; null with a {@code reason}
 * @param inputs all four, with what they came to
 * @param penalty what the strain took away
 */
record Readiness(BigDecimal value, String reason, List<Input> inputs, BigDecimal penalty) {

    static final String FORMULA = "readiness@1";

    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;
    private static final BigDecimal RECOVERY_WEIGHT = new BigDecimal("0.4");
    private static final BigDecimal SLEEP_WEIGHT = new BigDecimal("0.3");
    private static final BigDecimal RATIO_WEIGHT = new BigDecimal("0.15");
    private static final BigDecimal LEAST_RATIO = new BigDecimal("0.8");
    private static final BigDecimal GREATEST_RATIO = new BigDecimal("1.2");
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final BigDecimal RATING_STEPS = BigDecimal.valueOf(9);
    private static final BigDecimal HARD_STRAIN = BigDecimal.valueOf(14);
    private static final BigDecimal PENALTY = new BigDecimal("0.05");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal OVERLOAD_SLOPE = new BigDecimal("0.3");
    private static final BigDecimal LEAST_OVERLOAD = new BigDecimal("0.9");
    private static final int FEWEST_DAYS = 3;

    static Readiness of(Measurements of) {
        List<Input> inputs = List.of(
                score("recovery", RECOVERY_WEIGHT, "recoveryScore", of.recoveryScore(), "energy", of.energy()),
                score("sleep", SLEEP_WEIGHT, "sleepPerformance", of.sleepPerformance(), "quality", of.sleepQuality()),
                ratio("hrv", of.hrvMs(), of.hrvBaseline(), of.hrvDays(), false),
                ratio(
                        "restingHeartRate",
                        of.restingHeartRate(),
                        of.restingHeartRateBaseline(),
                        of.restingHeartRateDays(),
                        true));
        BigDecimal penalty = of.strain() != null && of.strain().compareTo(HARD_STRAIN) > 0 ? PENALTY : BigDecimal.ZERO;
        if (!inputs.get(0).counts() && !inputs.get(1).counts()) {
            // A heart that beats as it does every day says that nothing is unusual, not that all is well.
            return new Readiness(null, "neither a recovery nor a sleep of the day is known", inputs, penalty);
        }
        BigDecimal weights =
                inputs.stream().filter(Input::counts).map(Input::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal sum = inputs.stream()
                .filter(Input::counts)
                .map(input -> input.term().multiply(input.weight()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(weights, EXACT_ENOUGH);
        BigDecimal value = clipped(
                clipped(sum, BigDecimal.ZERO, BigDecimal.ONE).subtract(penalty), BigDecimal.ZERO, BigDecimal.ONE);
        return new Readiness(
                value,
                null,
                inputs.stream().map(input -> input.withShareOf(weights)).toList(),
                penalty);
    }

    /** By how much a planned load may grow or should shrink: 0.9 to 1.1, for beginners 1.05. */
    BigDecimal overload(Experience experience) {
        return clipped(
                BigDecimal.ONE.add(OVERLOAD_SLOPE.multiply(value.subtract(HALF))),
                LEAST_OVERLOAD,
                experience.greatestOverload());
    }

    /** A score of 0 to 100, else what the user gave for it from 1 to 10. */
    private static Input score(
            String name, BigDecimal weight, String measured, BigDecimal score, String rated, Integer rating) {
        if (score != null) {
            return input(name, measured, score, null, score.divide(PERCENT, EXACT_ENOUGH), weight);
        }
        if (rating != null) {
            BigDecimal given = BigDecimal.valueOf(rating);
            BigDecimal term = given.subtract(BigDecimal.ONE).divide(RATING_STEPS, EXACT_ENOUGH);
            return input(name, rated, given, null, term, weight);
        }
        return Input.missing(name, null, weight, "neither " + measured + " nor " + rated + " is known");
    }

    /** A value against its baseline; upside down where less is better. */
    private static Input ratio(String name, BigDecimal value, BigDecimal baseline, int days, boolean lessIsBetter) {
        if (value == null) {
            return Input.missing(name, null, RATIO_WEIGHT, "it is not known of the day");
        }
        if (days < FEWEST_DAYS) {
            return Input.missing(
                    name, value, RATIO_WEIGHT, "fewer than " + FEWEST_DAYS + " of the thirty days before have one");
        }
        BigDecimal over = lessIsBetter ? baseline : value;
        BigDecimal under = lessIsBetter ? value : baseline;
        if (under.signum() == 0) {
            return Input.missing(name, value, RATIO_WEIGHT, "there is no ratio to 0");
        }
        BigDecimal term = clipped(over.divide(under, EXACT_ENOUGH), LEAST_RATIO, GREATEST_RATIO);
        return input(name, name.equals("hrv") ? "hrvMs" : name, value, baseline, term, RATIO_WEIGHT);
    }

    private static Input input(
            String name, String from, BigDecimal value, BigDecimal baseline, BigDecimal term, BigDecimal weight) {
        return new Input(name, from, value, baseline, term, weight, null, null);
    }

    private static BigDecimal clipped(BigDecimal number, BigDecimal least, BigDecimal greatest) {
        return number.max(least).min(greatest);
    }
}
