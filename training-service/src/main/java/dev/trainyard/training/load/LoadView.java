package dev.trainyard.training.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Load over time, and how it was made.
 *
 * @param to the last day: the one that was asked for, or today
 * @param since the day of the first activity; null when there is none
 * @param note what the ratios are evidence of
 * @param days each day from {@code from} to {@code to}, none when all of them are to come
 */
record LoadView(
        Metric metric,
        LocalDate from,
        LocalDate to,
        String timeZone,
        LocalDate since,
        Policies policies,
        Formulas formulas,
        String note,
        List<LoadDay> days) {

    /** What has to be said with every ratio. */
    static final String NOTE =
            "The acute:chronic workload ratio describes how the load of late compares with that before."
                    + " It does not predict injuries: Impellizzeri et al. 2020, doi:10.1007/s40279-020-01378-6.";

    /** The days of {@code series}, with those before the first activity. */
    static LoadView of(Metric metric, LoadSeries series) {
        return new LoadView(
                metric,
                series.from(),
                series.to(),
                series.timeZone(),
                series.since(),
                Policies.IN_USE,
                Formulas.IN_USE,
                NOTE,
                days(series));
    }

    private static List<LoadDay> days(LoadSeries series) {
        List<LoadDay> days = new ArrayList<>();
        LocalDate first = series.days().isEmpty()
                ? series.to().plusDays(1)
                : series.days().getFirst().day();
        for (LocalDate day = series.from(); day.isBefore(first) && !day.isAfter(series.to()); day = day.plusDays(1)) {
            days.add(LoadDay.beforeFirst(day));
        }
        LoadFigures yesterday = null;
        for (LoadFigures today : series.days()) {
            if (!today.day().isBefore(series.from())) {
                days.add(LoadDay.of(today, yesterday, series.since()));
            }
            yesterday = today;
        }
        return days;
    }
}
