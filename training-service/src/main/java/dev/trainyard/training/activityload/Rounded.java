package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How computed numbers are shown: as exactly as somebody can use them, without zeros at the end. */
final class Rounded {

    private static final int DIGITS_OF_LOADS = 4;
    private static final int DIGITS_OF_STEPS = 6;

    private Rounded() {}

    /** A load, null when there is none. */
    static BigDecimal load(Double value) {
        return value == null ? null : to(DIGITS_OF_LOADS, value);
    }

    /** What comes out of a step on the way to a load. */
    static BigDecimal step(double value) {
        return to(DIGITS_OF_STEPS, value);
    }

    private static BigDecimal to(int digits, double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        // 100 would become 1E+2.
        return rounded.stripTrailingZeros().scale() < 0 ? rounded.setScale(0) : rounded.stripTrailingZeros();
    }
}
