package dev.trainyard.workout.sleep;

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
 * How a user slept, as a client writes it by hand; mirrors the check constraints of table sleep.
 *
 * @param sleepPerformance 0 to 100: how much was slept of what was needed
 * @param sleepEfficiency 0 to 100: how much of the time in bed was slept
 * @param quality how the user sees it, 1 to 10
 */
@Schema(examples = """
        {"sleepPerformance": 84, "inBedSeconds": 28800, "awakeSeconds": 1500, "quality": 7}""")
record SleepDraft(
        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal sleepPerformance,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal sleepConsistency,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal sleepEfficiency,

        @Min(0) @Max(MAX_SECONDS) Integer inBedSeconds,
        @Min(0) @Max(MAX_SECONDS) Integer awakeSeconds,
        @Min(0) @Max(MAX_SECONDS) Integer lightSeconds,
        @Min(0) @Max(MAX_SECONDS) Integer deepSeconds,
        @Min(0) @Max(MAX_SECONDS) Integer remSeconds,
        @Min(0) @Max(10000) Integer disturbances,
        @Min(1) @Max(10) Integer quality,
        @Size(min = 1, max = 2000) String notes) {

    private static final int MAX_SECONDS = 172_800;

    /**
     * Refuses an entry that says nothing.
     *
     * @throws Problem 400 when every field is null
     */
    void requireSomething() {
        if (Stream.of(
                        sleepPerformance,
                        sleepConsistency,
                        sleepEfficiency,
                        inBedSeconds,
                        awakeSeconds,
                        lightSeconds,
                        deepSeconds,
                        remSeconds,
                        disturbances,
                        quality,
                        notes)
                .allMatch(Objects::isNull)) {
            throw Problem.invalid(Violation.inBody("", "must say something"));
        }
    }
}
