package dev.trainyard.workout.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The one-repetition maximum of a set by each formula.
 *
 * @param confidence {@code low} above twelve repetitions, where formulas differ by half and more; {@code usual} otherwise
 * @param estimates those from what was reached, and with an rpe or rir those from what was left in reserve
 */
@JsonInclude
record OneRepMaxEstimates(
        BigDecimal weight,
        WeightUnit unit,
        int reps,
        BigDecimal rpe,
        BigDecimal rir,
        String confidence,
        List<Estimate> estimates) {

    private static final int TRUSTED_REPS = 12;

    /**
     * An estimate.
     *
     * @param formula name and version
     * @param value in the unit of the weight, null where the formula is not defined, which {@code reason} says
     */
    @JsonInclude
    record Estimate(String formula, String expression, BigDecimal value, String reason) {

        static Estimate of(String formula, String expression, OptionalDouble value) {
            return value.isPresent()
                    ? new Estimate(
                            formula,
                            expression,
                            BigDecimal.valueOf(value.getAsDouble()).setScale(4, RoundingMode.HALF_EVEN),
                            null)
                    : new Estimate(formula, expression, null, "not defined for that many repetitions");
        }
    }

    /** Of {@code weight} lifted {@code reps} times, with at most one of {@code rpe} and {@code rir}. */
    static OneRepMaxEstimates of(BigDecimal weight, WeightUnit unit, int reps, BigDecimal rpe, BigDecimal rir) {
        double lifted = weight.doubleValue();
        List<Estimate> estimates = new ArrayList<>();
        for (OneRepMaxFormula formula : OneRepMaxFormula.values()) {
            estimates.add(Estimate.of(formula.id(), formula.expression(), formula.estimate(lifted, reps)));
        }
        if (rpe != null || rir != null) {
            double reserve = rir == null ? 10 - rpe.doubleValue() : rir.doubleValue();
            estimates.add(Estimate.of(
                    "brzycki-rir@1",
                    "36 w / (37 - (r + reserve))",
                    OneRepMaxFormula.BRZYCKI.estimate(lifted, reps + reserve)));
            OptionalDouble share = OneRepMaxFormula.shareByRpe(10 - reserve, reps);
            estimates.add(Estimate.of(
                    "rpe-curve@1",
                    "w / share(10 - rpe + r - 1)",
                    share.isPresent() ? OptionalDouble.of(lifted / share.getAsDouble()) : OptionalDouble.empty()));
        }
        return new OneRepMaxEstimates(weight, unit, reps, rpe, rir, reps > TRUSTED_REPS ? "low" : "usual", estimates);
    }
}
