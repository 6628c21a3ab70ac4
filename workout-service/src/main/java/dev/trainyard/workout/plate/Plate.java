package dev.trainyard.workout.plate;

import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * A kind of plate, and how many there are of it.
 *
 * @param pairs one of a pair goes on each side of the bar
 */
public record Plate(
        @NotNull @Digits(integer = 3, fraction = 4) BigDecimal weight,
        @NotNull WeightUnit unit,
        @NotNull @Min(1) @Max(20) Integer pairs) {

    /** What one of them weighs, exactly. */
    BigDecimal kilograms() {
        return unit.toKilograms(weight);
    }
}
