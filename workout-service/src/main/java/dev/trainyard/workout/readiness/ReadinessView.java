package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How ready a user is for training on a day, and why.
 *
 * @param readiness 0 to 1; null with a {@code reason}, and then so is all that follows from it
 * @param overload what a planned load may be multiplied by
 * @param intensity what the strategy makes of a plan's intensity, as {@code volume} of its sets
 * @param strain of the day; above 14 it costs {@code strainPenalty}
 */
@JsonInclude
record ReadinessView(
        LocalDate day,
        String formula,
        BigDecimal readiness,
        String reason,
        Label label,
        Zone zone,
        Experience experience,
        BigDecimal overload,
        Strategy strategy,
        BigDecimal intensity,
        BigDecimal volume,
        BigDecimal strain,
        BigDecimal strainPenalty,
        List<Input> inputs) {

    static ReadinessView of(Day day, Experience experience, Strategy strategy) {
        Readiness readiness = Readiness.of(day.measurements());
        BigDecimal value = readiness.value();
        Zone zone = value == null ? null : Zone.of(value);
        return new ReadinessView(
                day.date(),
                Readiness.FORMULA,
                Input.rounded(value),
                readiness.reason(),
                value == null ? null : Label.of(value),
                zone,
                experience,
                value == null ? null : Input.rounded(readiness.overload(experience)),
                strategy,
                zone == null ? null : strategy.intensity(zone),
                zone == null ? null : strategy.volume(zone),
                day.measurements().strain(),
                readiness.penalty(),
                readiness.inputs());
    }
}
