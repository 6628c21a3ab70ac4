package dev.trainyard.training.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The figures of each day, one after the other, as their definitions say: shared/domain's formulas of ACWR, monotony and
 * the recursions. Days without an activity are rest days unless they are gaps; what is not known is left out of means, and
 * carries the recursions on as they were.
 */
final class PlainLoadSeries {

    static final double EWMA_ACUTE = 2.0 / (7 + 1);
    static final double EWMA_CHRONIC = 2.0 / (28 + 1);
    static final double FITNESS = -StrictMath.expm1(-1.0 / 42);
    static final double FATIGUE = -StrictMath.expm1(-1.0 / 7);

    /** What is left of a load after years of rest; below that it counts as nothing, as in the database. */
    private static final double NEGLIGIBLE = 1e-100;

    private final Map<LocalDate, DayLoad> recorded;
    private final Predicate<LocalDate> isGap;
    private final LocalDate first;

    /** What a day's activities say together; {@code load} is null when one of them has none. */
    record DayLoad(Double load) {}

    private record Window(int known, double sum) {

        Window plus(Window other) {
            return new Window(known + other.known, sum + other.sum);
        }

        Double mean() {
            return known == 0 ? null : sum / known;
        }
    }

    private PlainLoadSeries(Map<LocalDate, DayLoad> recorded, Predicate<LocalDate> isGap, LocalDate first) {
        this.recorded = recorded;
        this.isGap = isGap;
        this.first = first;
    }

    /**
     * The figures of every day from {@code first} to {@code last}.
     *
     * @param recorded the days with activities, of which {@code first} is the first
     */
    static List<LoadFigures> of(
            Map<LocalDate, DayLoad> recorded, Predicate<LocalDate> isGap, LocalDate first, LocalDate last) {
        return new PlainLoadSeries(recorded, isGap, first).until(last);
    }

    private List<LoadFigures> until(LocalDate last) {
        List<LoadFigures> days = new ArrayList<>();
        Double ewmaAcute = null;
        Double ewmaChronic = null;
        Double fitness = null;
        Double fatigue = null;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Double load = load(day);
            if (load != null) {
                ewmaAcute = ewmaAcute == null ? load : step(EWMA_ACUTE, load, ewmaAcute);
                ewmaChronic = ewmaChronic == null ? load : step(EWMA_CHRONIC, load, ewmaChronic);
                fitness = step(FITNESS, load, Objects.requireNonNullElse(fitness, 0.0));
                fatigue = step(FATIGUE, load, Objects.requireNonNullElse(fatigue, 0.0));
            }
            Window week = week(day);
            // By weeks, as everywhere: the order of a sum shows in its last digit.
            Window before =
                    week(day.minusDays(21)).plus(week(day.minusDays(14))).plus(week(day.minusDays(7)));
            Window month = before.plus(week);
            days.add(new LoadFigures(
                    day,
                    load,
                    load == null ? reason(day) : null,
                    month.known(),
                    week.mean(),
                    month.mean(),
                    before.mean(),
                    deviation(day, week),
                    ewmaAcute,
                    ewmaChronic,
                    fitness,
                    fatigue));
        }
        return days;
    }

    private static double step(double alpha, double load, double previous) {
        double carried = previous < NEGLIGIBLE ? 0 : (1 - alpha) * previous;
        return alpha * load + carried;
    }

    /** Null when it is not known. */
    private Double load(LocalDate day) {
        if (day.isBefore(first)) {
            return null;
        }
        DayLoad known = recorded.get(day);
        if (known != null) {
            return known.load();
        }
        return isGap.test(day) ? null : 0.0;
    }

    private NullReason reason(LocalDate day) {
        return recorded.containsKey(day) ? NullReason.MISSING_INPUTS : NullReason.GAP;
    }

    /** The seven days up to {@code last}. */
    private Window week(LocalDate last) {
        int known = 0;
        double sum = 0;
        for (LocalDate day = last.minusDays(6); !day.isAfter(last); day = day.plusDays(1)) {
            Double load = load(day);
            if (load != null) {
                known++;
                sum += load;
            }
        }
        return new Window(known, sum);
    }

    private Double deviation(LocalDate last, Window week) {
        if (week.known() < 7) {
            return null;
        }
        double mean = week.mean();
        double squares = 0;
        boolean same = true;
        for (LocalDate day = last.minusDays(6); !day.isAfter(last); day = day.plusDays(1)) {
            double difference = load(day) - mean;
            squares += difference * difference;
            same &= load(day).equals(load(last));
        }
        // The mean of equal numbers need not be that number, to the last digit.
        return same ? 0.0 : Math.sqrt(squares / 7);
    }
}
