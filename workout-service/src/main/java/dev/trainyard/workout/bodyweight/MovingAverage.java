package dev.trainyard.workout.bodyweight;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;

/**
 * The mean of the weights of a day and the six before it, as far as they were measured.
 *
 * @param value in the unit of the day's weight; null with a {@code reason}
 * @param days on how many of the seven days there is a weight
 */
@JsonInclude
record MovingAverage(BigDecimal value, String formula, int days, String reason) {

    /** The arithmetic mean of the measured ones of seven calendar days, at least three. */
    static final String FORMULA = "mean-of-7-days@1";

    private static final int FEWEST = 3;

    static MovingAverage of(BigDecimal meanKilograms, int days, WeightUnit unit) {
        return days < FEWEST
                ? new MovingAverage(null, FORMULA, days, "fewer than " + FEWEST + " of the seven days have a weight")
                : new MovingAverage(unit.ofKilograms(meanKilograms), FORMULA, days, null);
    }
}
