package dev.trainyard.training.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The figures of a day, to six decimals.
 *
 * @param coverage share of the last 28 days, this one included, of which the load is known
 * @param warmingUp whether this is one of the 28 days from the first activity on, or before it
 * @param reasons why those figures are null that are
 */
record LoadDay(
        LocalDate day,
        BigDecimal load,
        BigDecimal acute,
        BigDecimal chronic,
        BigDecimal acwrCoupled,
        BigDecimal acwrUncoupled,
        BigDecimal acwrEwma,
        BigDecimal monotony,
        BigDecimal strain,
        BigDecimal ctl,
        BigDecimal atl,
        BigDecimal tsb,
        BigDecimal coverage,
        boolean warmingUp,
        Zone zone,

        @Schema(examples = "{\"acwrUncoupled\": \"no-activity-yet\"}")
        Map<Figure, NullReason> reasons) {

    private static final int WINDOW = 28;
    private static final int DECIMALS = 6;
    private static final double CLEAR = 0.499;
    private static final double EXACT = 1e12;

    /** A day before the first activity, or of a user who has none. */
    static LoadDay beforeFirst(LocalDate day) {
        Map<Figure, NullReason> reasons = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            reasons.put(figure, NullReason.NO_ACTIVITY_YET);
        }
        return new LoadDay(
                day,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                BigDecimal.ZERO,
                true,
                null,
                reasons);
    }

    /**
     * The day of these figures.
     *
     * @param since the day of the first activity
     * @param yesterday null on that day
     */
    static LoadDay of(LoadFigures today, LoadFigures yesterday, LocalDate since) {
        LocalDate day = today.day();
        Figures figures = new Figures();
        BigDecimal coupled =
                figures.ratio(Figure.ACWR_COUPLED, today.acute(), today.chronic(), NullReason.NO_KNOWN_DAY);
        Double monotony = monotony(today);
        NullReason noMonotony = monotony != null
                ? null
                : today.deviation() != null
                        ? NullReason.NO_VARIATION
                        : day.minusDays(6).isBefore(since) ? NullReason.NO_ACTIVITY_YET : NullReason.INCOMPLETE_WEEK;
        boolean isKnownYesterday = yesterday != null && yesterday.fitness() != null;
        if (coupled == null) {
            figures.reasons.put(Figure.ZONE, figures.reasons.get(Figure.ACWR_COUPLED));
        }
        return new LoadDay(
                day,
                figures.value(Figure.LOAD, today.load(), today.reason()),
                figures.value(Figure.ACUTE, today.acute(), NullReason.NO_KNOWN_DAY),
                figures.value(Figure.CHRONIC, today.chronic(), NullReason.NO_KNOWN_DAY),
                coupled,
                figures.ratio(
                        Figure.ACWR_UNCOUPLED,
                        today.acute(),
                        today.chronicBefore(),
                        day.minusDays(7).isBefore(since) ? NullReason.NO_ACTIVITY_YET : NullReason.NO_KNOWN_DAY),
                figures.ratio(Figure.ACWR_EWMA, today.ewmaAcute(), today.ewmaChronic(), NullReason.NO_KNOWN_DAY),
                figures.value(Figure.MONOTONY, monotony, noMonotony),
                figures.value(Figure.STRAIN, monotony == null ? null : 7 * today.acute() * monotony, noMonotony),
                figures.value(Figure.CTL, today.fitness(), NullReason.NO_KNOWN_DAY),
                figures.value(Figure.ATL, today.fatigue(), NullReason.NO_KNOWN_DAY),
                figures.value(
                        Figure.TSB,
                        isKnownYesterday ? yesterday.fitness() - yesterday.fatigue() : null,
                        yesterday == null ? NullReason.NO_ACTIVITY_YET : NullReason.NO_KNOWN_DAY),
                rounded((double) today.knownDays() / WINDOW),
                day.isBefore(since.plusDays(WINDOW)),
                coupled == null ? null : Zone.of(coupled),
                figures.reasons);
    }

    /** To the six decimals that are promised, without zeros at the end. */
    static BigDecimal rounded(double value) {
        double millionths = value * 1e6;
        double nearest = Math.rint(millionths);
        // A year has thousands of figures: what is no close call, by far more than a double can be wrong, is made of a
        // long.
        if (!(Math.abs(millionths - nearest) < CLEAR && Math.abs(millionths) < EXACT)) {
            return roundedByDigits(value);
        }
        long digits = (long) nearest;
        int scale = DECIMALS;
        while (scale > 0 && digits % 10 == 0) {
            digits /= 10;
            scale--;
        }
        return BigDecimal.valueOf(digits, scale);
    }

    /** The same of any number, some five times as slow. */
    static BigDecimal roundedByDigits(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static Double monotony(LoadFigures today) {
        return today.deviation() == null || today.deviation() == 0 ? null : today.acute() / today.deviation();
    }

    /** Notes a reason for each figure that is null. */
    private static final class Figures {

        private final Map<Figure, NullReason> reasons = new EnumMap<>(Figure.class);

        BigDecimal value(Figure figure, Double value, NullReason otherwise) {
            if (value == null) {
                reasons.put(figure, otherwise);
                return null;
            }
            return rounded(value);
        }

        /** {@code otherwise} is why one of the two may be missing. */
        BigDecimal ratio(Figure figure, Double acute, Double chronic, NullReason otherwise) {
            if (acute == null || chronic == null) {
                return value(figure, null, acute == null ? NullReason.NO_KNOWN_DAY : otherwise);
            }
            return chronic == 0
                    ? value(figure, null, NullReason.CHRONIC_LOAD_ZERO)
                    : value(figure, acute / chronic, otherwise);
        }
    }
}
