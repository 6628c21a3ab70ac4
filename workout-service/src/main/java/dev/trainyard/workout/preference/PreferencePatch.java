package dev.trainyard.workout.preference;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client sets of the preferences; what is absent stays. The bounds mirror the check constraints of table
 * preference.
 *
 * @param linearIncrement null in JSON is the usual one of the unit again
 */
@Schema(examples = PreferencePatch.EXAMPLE)
record PreferencePatch(
        @Schema(examples = "Europe/Berlin") String timeZone,
        @Schema(examples = "kg") WeightUnit weightUnit,
        @Schema(examples = "monday") WeekStart weekStart,
        @Schema(examples = "linear") ProgressionType progressionType,

        @Schema(implementation = Weight.class) Optional<@Valid Weight> linearIncrement,

        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("20")
        @Digits(integer = 2, fraction = 4)
        @Schema(examples = "2.5")
        BigDecimal percentageIncrement,

        @Size(max = 10) @Schema(examples = "[40, 60, 80]")
        List<
                        @NotNull @DecimalMin(value = "0", inclusive = false)
                        @DecimalMax(value = "100", inclusive = false) @Digits(integer = 3, fraction = 4) BigDecimal>
                warmupPercentages,

        @Size(max = 10) @Schema(examples = "[8, 5, 3]") List<@NotNull @Min(1) @Max(100) Integer> warmupReps,

        @Min(1) @Max(14) @Schema(examples = "3") Integer targetWorkoutsPerWeek,
        @Schema(examples = "intermediate") ExperienceLevel experienceLevel,

        @Min(0) @Max(3600) @Schema(examples = "120") Integer defaultRestSeconds) {

    static final String EXAMPLE = """
            {"timeZone": "Europe/Berlin", "weightUnit": "kg", "progressionType": "linear",
             "linearIncrement": {"weight": 2.5, "unit": "kg"}, "warmupPercentages": [40, 60, 80], "warmupReps": [8, 5, 3]}
            """;

    private static final BigDecimal MAX_INCREMENT = BigDecimal.valueOf(50);

    /**
     * These preferences with what is set here.
     *
     * @param isDefaultIncrement whether the increment of {@code before} was not set by the user
     * @throws Problem 400 when something is not allowed, also together with what was there
     */
    Preferences on(Preferences before, boolean isDefaultIncrement) {
        WeightUnit unit = or(weightUnit, before.weightUnit());
        Preferences changed = new Preferences(
                or(timeZone, before.timeZone()),
                unit,
                or(weekStart, before.weekStart()),
                or(progressionType, before.progressionType()),
                keepsUsual(isDefaultIncrement)
                        ? Preferences.usualIncrement(unit)
                        : linearIncrement == null ? before.linearIncrement() : linearIncrement.orElseThrow(),
                or(percentageIncrement, before.percentageIncrement()),
                or(warmupPercentages, before.warmupPercentages()),
                or(warmupReps, before.warmupReps()),
                or(targetWorkoutsPerWeek, before.targetWorkoutsPerWeek()),
                or(experienceLevel, before.experienceLevel()),
                or(defaultRestSeconds, before.defaultRestSeconds()));
        requireAllowed(changed);
        return changed;
    }

    /** Whether the increment is the usual one of the unit afterwards. */
    boolean keepsUsual(boolean isDefaultIncrement) {
        return linearIncrement == null ? isDefaultIncrement : linearIncrement.isEmpty();
    }

    private void requireAllowed(Preferences changed) {
        List<Violation> violations = new ArrayList<>();
        if (timeZone != null && TimeZones.named(timeZone).isEmpty()) {
            violations.add(Violation.inBody("/timeZone", "must be the name of a time zone, such as Europe/Berlin"));
        }
        BigDecimal increment = changed.linearIncrement().kilograms();
        if (increment.signum() <= 0 || increment.compareTo(MAX_INCREMENT) > 0) {
            violations.add(Violation.inBody("/linearIncrement/weight", "must be above 0, at most 50 kg"));
        }
        if (changed.warmupReps().size() != changed.warmupPercentages().size()) {
            violations.add(Violation.inBody(
                    warmupReps == null ? "/warmupPercentages" : "/warmupReps",
                    "must be as many as there are " + (warmupReps == null ? "warmupReps" : "warmupPercentages")));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private static <T> T or(T wanted, T before) {
        return wanted == null ? before : wanted;
    }
}
