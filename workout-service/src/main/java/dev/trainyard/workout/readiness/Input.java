package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One input of a readiness, and what it came to.
 *
 * @param name {@code recovery}, {@code sleep}, {@code hrv} or {@code restingHeartRate}
 * @param from which measurement it is of; null with a {@code reason}
 * @param baseline the mean of the thirty days before that {@code value} is compared with, where it is
 * @param term what goes into the sum: 0 to 1, or a ratio of 0.8 to 1.2
 * @param weight of the term when every input is there
 * @param share its weight among the inputs that are there; these add up to 1
 * @param reason why it does not count
 */
@JsonInclude
record Input(
        String name,
        String from,
        BigDecimal value,
        BigDecimal baseline,
        BigDecimal term,
        BigDecimal weight,
        BigDecimal share,
        String reason) {

    private static final int DECIMALS = 4;

    static Input missing(String name, BigDecimal value, BigDecimal weight, String reason) {
        return new Input(name, null, value, null, null, weight, BigDecimal.ZERO, reason);
    }

    boolean counts() {
        return term != null;
    }

    Input withShareOf(BigDecimal weights) {
        return new Input(
                name,
                from,
                value,
                rounded(baseline),
                rounded(term),
                weight,
                counts() ? rounded(weight.divide(weights, MathContext.DECIMAL64)) : BigDecimal.ZERO,
                reason);
    }

    static BigDecimal rounded(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal plain = number.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
