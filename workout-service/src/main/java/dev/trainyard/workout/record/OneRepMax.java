package dev.trainyard.workout.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;

/**
 * An estimate of the most that could be lifted once, and how it was made.
 *
 * @param value in the unit of what it belongs to
 * @param formula name and version; {@code epley@1} is w(1 + r/30), and w itself for one repetition
 * @param confidence {@code low} above twelve repetitions, where formulas differ by half and more; {@code usual} otherwise
 */
@JsonInclude
public record OneRepMax(BigDecimal value, String formula, String confidence) {

    public static final String EPLEY = "epley@1";

    private static final int TRUSTED_REPS = 12;

    /** The estimate that the database made of a set, null when there is nothing to estimate from. */
    public static OneRepMax of(BigDecimal kilograms, Integer reps, WeightUnit unit) {
        return kilograms == null || reps == null || kilograms.signum() == 0
                ? null
                : new OneRepMax(unit.ofKilograms(kilograms), EPLEY, reps > TRUSTED_REPS ? "low" : "usual");
    }
}
