package dev.trainyard.workout.trend;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How steadily a user trains.
 *
 * @param target workouts in a week
 * @param consistency the mean of the weeks' shares, from 0 to 1; what is done beyond the target in one week does not make up
 *     for another
 * @param weeks oldest first, this week last, also those without a workout
 */
record Consistency(int target, BigDecimal consistency, List<Week> weeks) {

    /** A week by its first day; {@code share} of the target, at most 1. */
    record Week(LocalDate weekStart, int workouts, BigDecimal share) {}
}
