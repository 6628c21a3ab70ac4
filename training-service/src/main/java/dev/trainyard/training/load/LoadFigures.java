package dev.trainyard.training.load;

import java.time.LocalDate;

/**
 * What is kept of one day: the figures that the others are divisions of.
 *
 * @param load of the day's activities together, 0 on a rest day; null when it is not known, for {@code reason}
 * @param knownDays of how many of the last 28 days, this one included, the load is known
 * @param acute mean of the known days among the last 7; null when there are none, as the other means are
 * @param chronic mean of the known days among the last 28
 * @param chronicBefore mean of the known days among the 21 before the last 7
 * @param deviation the population's standard deviation of the last 7 days; null unless all of them are known
 * @param ewmaAcute exponentially weighted mean with 2/(7+1), after this day; null until the first known one, as the
 *     other recursions are
 * @param ewmaChronic the same with 2/(28+1)
 * @param fitness the same with 1 - e^(-1/42), beginning with 0
 * @param fatigue the same with 1 - e^(-1/7), beginning with 0
 */
record LoadFigures(
        LocalDate day,
        Double load,
        NullReason reason,
        int knownDays,
        Double acute,
        Double chronic,
        Double chronicBefore,
        Double deviation,
        Double ewmaAcute,
        Double ewmaChronic,
        Double fitness,
        Double fatigue) {}
