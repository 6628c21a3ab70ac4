package dev.trainyard.workout.progression;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.workout.set.SetView;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What to load next, and why.
 *
 * @param load in {@code unit}, with the bar; null when there is nothing to go by, never 0
 * @param reps to aim for in each set; null with the load
 * @param rule {@code linear}, {@code percentage} or {@code adaptive}, as in the preferences
 * @param action {@code increase}, {@code repeat}, {@code deload}, or {@code none} without a load
 * @param reason in words
 * @param basedOn the last workout that says something, null when there is none
 * @param formulas those that made the load, in the order in which they were used
 */
@JsonInclude
public record Suggestion(
        BigDecimal load,
        WeightUnit unit,
        Integer reps,
        String rule,
        String action,
        String reason,
        BasedOn basedOn,
        List<String> formulas) {

    /**
     * What a suggestion was made from.
     *
     * @param sets those with the heaviest weight of the workout
     */
    public record BasedOn(UUID workoutId, Instant startedAt, List<SetView> sets) {}
}
