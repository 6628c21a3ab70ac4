package dev.trainyard.workout.recovery;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a user recovered, as a client writes it by hand; mirrors the check constraints of table recovery.
 *
 * @param recoveryScore 0 to 100
 * @param hrvMs heart rate variability (RMSSD) in milliseconds
 * @param restingHeartRate beats per minute
 * @param strain of the day, 0 to 21
 * @param energy how the user feels, 1 to 10
 */
@Schema(examples = """
        {"recoveryScore": 71, "hrvMs": 62.4, "restingHeartRate": 52, "strain": 11.2, "energy": 8}""")
record RecoveryDraft(
        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal recoveryScore,

        @DecimalMin("0") @DecimalMax("1000") @Digits(integer = 4, fraction = 2)
        BigDecimal hrvMs,

        @DecimalMin("10") @DecimalMax("300") @Digits(integer = 3, fraction = 2)
        BigDecimal restingHeartRate,

        @DecimalMin("0") @DecimalMax("21") @Digits(integer = 2, fraction = 2)
        BigDecimal strain,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal spo2Percentage,

        @DecimalMin("0") @DecimalMax("60") @Digits(integer = 2, fraction = 2)
        BigDecimal skinTempCelsius,

        @Min(1) @Max(10) Integer energy,
        @Size(min = 1, max = 2000) String notes) {

    /**
     * Refuses an entry that says nothing.
     *
     * @throws Problem 400 when every field is null
     */
    void requireSomething() {
        if (Stream.of(recoveryScore, hrvMs, restingHeartRate, strain, spo2Percentage, skinTempCelsius, energy, notes)
                .allMatch(Objects::isNull)) {
            throw Problem.invalid(Violation.inBody("", "must say something"));
        }
    }
}
