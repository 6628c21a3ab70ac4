package dev.trainyard.workout.preference;

import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.List;

/**
 * How a user sees the world, and how they train.
 *
 * @param timeZone name of the IANA time zone whose calendar days are the user's
 * @param weightUnit the unit of weights that were not given in one
 * @param weekStart the day that weeks begin with
 * @param progressionType how the next load of an exercise is suggested
 * @param linearIncrement what a load goes up by, when linearly; 2.5 kg or 5 lb unless set
 * @param percentageIncrement what a load goes up by in percent, when by percentage
 * @param warmupPercentages of the working weight, a warm-up set each
 * @param warmupReps repetitions of each warm-up set
 * @param defaultRestSeconds the rest after a set that says nothing of it
 */
public record Preferences(
        String timeZone,
        WeightUnit weightUnit,
        WeekStart weekStart,
        ProgressionType progressionType,
        Weight linearIncrement,
        BigDecimal percentageIncrement,
        List<BigDecimal> warmupPercentages,
        List<Integer> warmupReps,
        int targetWorkoutsPerWeek,
        ExperienceLevel experienceLevel,
        int defaultRestSeconds) {

    private static final Weight KILOGRAM_INCREMENT = new Weight(new BigDecimal("2.5"), WeightUnit.KG);
    private static final Weight POUND_INCREMENT = new Weight(BigDecimal.valueOf(5), WeightUnit.LB);

    static final Preferences DEFAULT = new Preferences(
            "UTC",
            WeightUnit.KG,
            WeekStart.MONDAY,
            ProgressionType.LINEAR,
            KILOGRAM_INCREMENT,
            new BigDecimal("2.5"),
            List.of(BigDecimal.valueOf(40), BigDecimal.valueOf(60), BigDecimal.valueOf(80)),
            List.of(8, 5, 3),
            3,
            ExperienceLevel.INTERMEDIATE,
            120);

    /** The increment of a user who has set none: what the smallest usual plates of the unit add. */
    static Weight usualIncrement(WeightUnit unit) {
        return unit == WeightUnit.LB ? POUND_INCREMENT : KILOGRAM_INCREMENT;
    }
}
