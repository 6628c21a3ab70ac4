package dev.trainyard.workout.bodyweight;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's body on one day, as a client writes it; mirrors the check constraints of table body_weight.
 *
 * @param visceralFat as the scale rates it
 */
@Schema(examples = """
                {"weight": 82.4, "unit": "kg", "bodyFatPercentage": 17.5, "visceralFat": 6, "notes": "before breakfast"}""")
record BodyWeightDraft(
        @NotNull @Digits(integer = 5, fraction = 6) BigDecimal weight,
        @NotNull WeightUnit unit,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 1)
        BigDecimal bodyFatPercentage,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 1)
        BigDecimal visceralFat,

        @Size(min = 1, max = 2000) String notes) {

    private static final BigDecimal MAX_KILOGRAMS = BigDecimal.valueOf(1000);

    /**
     * The weight in kilograms.
     *
     * @throws Problem 400 when nobody can weigh that
     */
    BigDecimal kilograms() {
        BigDecimal kilograms = unit.toKilograms(weight);
        if (kilograms.signum() <= 0 || kilograms.compareTo(MAX_KILOGRAMS) > 0) {
            throw Problem.invalid(Violation.inBody("/weight", "must be more than 0 and at most 1000 kg"));
        }
        return kilograms;
    }
}
