package dev.trainyard.workout.weight;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/** A weight as a client writes and sees it: a number of a unit. */
public record Weight(
        @NotNull @Digits(integer = 4, fraction = 4) BigDecimal weight,
        @NotNull WeightUnit unit) {

    /** {@code kilograms} as shown in {@code unit}. */
    public static Weight ofKilograms(BigDecimal kilograms, WeightUnit unit) {
        return new Weight(unit.ofKilograms(kilograms), unit);
    }

    /** The same, exactly, in kilograms. */
    public BigDecimal kilograms() {
        return unit.toKilograms(weight);
    }
}
