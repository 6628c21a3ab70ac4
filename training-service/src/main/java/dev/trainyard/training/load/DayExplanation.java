package dev.trainyard.training.load;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * How the figures of a day were made.
 *
 * @param since the day of the first activity; null when there is none
 * @param figures as {@code GET /load} has them
 * @param activities of the day, whose loads together are its load
 * @param acute the last 7 days
 * @param chronic the last 28
 * @param chronicBefore the 21 before the last 7
 * @param deviation the standard deviation of the last 7 days, as of a population; null unless all of them are known
 * @param recursions what each weighted mean was the day before, and what this day made of it
 * @param days the days of the longest window, oldest first, and the recursions after each
 */
record DayExplanation(
        LocalDate day,
        Metric metric,
        String timeZone,
        LocalDate since,
        Policies policies,
        Formulas formulas,
        String note,
        LoadDay figures,
        List<ActivityShare> activities,
        Mean acute,
        Mean chronic,
        Mean chronicBefore,
        BigDecimal deviation,
        List<Recursion> recursions,
        List<DayState> days) {

    /** The load of one activity, or why it has none, and the formula that said so. */
    record ActivityShare(UUID activityId, BigDecimal value, String reason, String formula) {}

    /**
     * A mean over the known days of a window.
     *
     * @param sum of their loads; {@code mean} is null when there is no such day
     */
    record Mean(LocalDate from, LocalDate to, int knownDays, BigDecimal sum, BigDecimal mean) {}

    /**
     * One step: {@code value = alpha * load + (1 - alpha) * previous}. A day that is not known changes nothing.
     *
     * @param previous null on the first known day, on which ewmaAcute and ewmaChronic begin with the load, the others
     *     with 0
     */
    record Recursion(String name, double alpha, BigDecimal previous, BigDecimal load, BigDecimal value) {}

    /** A day, and what the recursions were after it. */
    record DayState(
            LocalDate day,
            BigDecimal load,
            NullReason reason,
            BigDecimal ewmaAcute,
            BigDecimal ewmaChronic,
            BigDecimal ctl,
            BigDecimal atl) {}
}
