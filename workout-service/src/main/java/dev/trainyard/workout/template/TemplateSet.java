package dev.trainyard.workout.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.set.SetBounds;
import dev.trainyard.workout.set.SetType;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A set as a template wants it. The bounds mirror the check constraints of table template_set; {@link TemplateBounds} has
 * those that a single field cannot say.
 *
 * @param type working when unsaid
 * @param reps to be done; the least of a range
 * @param maxReps the most of a range; null without one
 * @param weight with its {@code unit}; null leaves the load to the percentage, or to the progression
 * @param percentage of the best estimated one-repetition maximum
 * @param rpe rate of perceived exertion to aim for, 1 to 10 in halves; or
 * @param rir repetitions in reserve, 0 to 10 in halves
 * @param restSeconds after it; as in the preferences when unsaid
 */
@JsonInclude
record TemplateSet(
        @Schema(examples = "working") SetType type,

        @Min(1) @Max(SetBounds.MAX_REPS) @Schema(examples = "5")
        Integer reps,

        @Min(1) @Max(SetBounds.MAX_REPS) Integer maxReps,

        @Digits(integer = 5, fraction = 6) @Schema(examples = "100")
        BigDecimal weight,

        @Schema(examples = "kg") WeightUnit unit,

        @DecimalMin(value = "0", inclusive = false) @DecimalMax("150") @Digits(integer = 3, fraction = 4)
        BigDecimal percentage,

        @Digits(integer = 2, fraction = 6) BigDecimal rpe,
        @Digits(integer = 2, fraction = 6) BigDecimal rir,
        @Min(0) @Max(86_400) @Schema(examples = "180") Integer restSeconds) {

    /** Numbers are shown without needless zeros, however they were written or are stored. */
    TemplateSet {
        type = type == null ? SetType.WORKING : type;
        percentage = plain(percentage);
        rpe = plain(rpe);
        rir = plain(rir);
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
