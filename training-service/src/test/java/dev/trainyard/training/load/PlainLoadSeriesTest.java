package dev.trainyard.training.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.training.load.PlainLoadSeries.DayLoad;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The vectors of the formulas, and by hand what has none. */
class PlainLoadSeriesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

    @Test
    void fourteenDaysOfAthleteWhoDoesMore() {
        LoadDay last = last(repeated(21, 30), repeated(7, 50));
        assertEquals(new BigDecimal("1.428571"), last.acwrCoupled());
        assertEquals(new BigDecimal("1.666667"), last.acwrUncoupled());
        assertEquals(new BigDecimal("1.249746"), last.acwrEwma());
    }

    @Test
    void steadyAthleteHasRatioOfOne() {
        double[] week = {10, 0, 10, 0, 10, 0, 0};
        LoadDay last = last(week, week, week, week);
        assertEquals(BigDecimal.ONE, last.acwrCoupled());
        assertEquals(BigDecimal.ONE, last.acwrUncoupled());
        assertEquals(new BigDecimal("0.636897"), last.acwrEwma());
        assertEquals(Zone.USUAL, last.zone());
    }

    @Test
    void ratioOfWhoBeginsIsFourAtMost() {
        LoadDay last = last(repeated(21, 0), repeated(7, 10));
        assertEquals(new BigDecimal("4"), last.acwrCoupled());
        assertEquals(
                Map.of(
                        Figure.ACWR_UNCOUPLED,
                        NullReason.CHRONIC_LOAD_ZERO,
                        Figure.MONOTONY,
                        NullReason.NO_VARIATION,
                        Figure.STRAIN,
                        NullReason.NO_VARIATION),
                last.reasons());
        assertEquals(Zone.HIGH, last.zone());
    }

    @Test
    void monotonyIsOfThePopulation() {
        LoadDay last = last(new double[] {50, 0, 100, 50, 0, 150, 0});
        assertEquals(new BigDecimal("0.935414"), last.monotony());
        assertEquals(new BigDecimal("327.395021"), last.strain());
    }

    @Test
    void fitnessComesNearTheLoadInTimeConstants() {
        LoadDay last = last(repeated(42, 100));
        assertEquals(new BigDecimal("63.212056"), last.ctl());
        assertEquals(new BigDecimal("99.752125"), last.atl());
    }

    @Test
    void formIsYesterdays() {
        List<LoadDay> days = days(repeated(43, 100));
        assertEquals(
                days.get(41).ctl().subtract(days.get(41).atl()), days.get(42).tsb());
    }

    @Test
    void unknownDaysAreLeftOut() {
        Map<LocalDate, DayLoad> recorded = new HashMap<>();
        recorded.put(FIRST, new DayLoad(30.0));
        recorded.put(FIRST.plusDays(1), new DayLoad(null));
        recorded.put(FIRST.plusDays(2), new DayLoad(60.0));
        LoadFigures last = PlainLoadSeries.of(recorded, day -> day.equals(FIRST.plusDays(3)), FIRST, FIRST.plusDays(4))
                .getLast();
        assertEquals(30, last.acute());
        assertEquals(3, last.knownDays());
    }

    private static double[] repeated(int times, double load) {
        return DoubleStream.generate(() -> load).limit(times).toArray();
    }

    private static LoadDay last(double[]... loads) {
        return days(loads).getLast();
    }

    private static List<LoadDay> days(double[]... stretches) {
        Map<LocalDate, DayLoad> recorded = new HashMap<>();
        for (double[] stretch : stretches) {
            for (double load : stretch) {
                recorded.put(FIRST.plusDays(recorded.size()), new DayLoad(load));
            }
        }
        LocalDate last = FIRST.plusDays(recorded.size() - 1);
        LoadSeries series =
                new LoadSeries("UTC", FIRST, last, FIRST, PlainLoadSeries.of(recorded, day -> false, FIRST, last));
        return LoadView.of(Metric.TRIMP, series).days();
    }
}
