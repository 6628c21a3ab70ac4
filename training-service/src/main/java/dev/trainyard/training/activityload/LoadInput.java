package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What the loads of an activity are made of; null where unknown. Heart rates in beats per minute, lengths in metres.
 *
 * @param day the activity's calendar day in its user's time zone
 * @param movingSeconds without pauses
 * @param heartRatesFrom since when the user's heart rates are those that follow
 * @param timesAtRates empty without a stream
 */
record LoadInput(
        LocalDate day,
        String type,
        String environment,
        int durationSeconds,
        Integer movingSeconds,
        BigDecimal distanceMeters,
        BigDecimal elevationGainMeters,
        Integer averageHeartRate,
        BigDecimal rpe,
        String sex,
        LocalDate heartRatesFrom,
        Integer resting,
        Integer max,
        Integer vt1,
        Integer vt2,
        List<TimeAtRate> timesAtRates) {

    /** How long the exercise took. Nobody exercises without moving: a time of 0 is of a device that cannot tell. */
    int exerciseSeconds() {
        return movingSeconds == null || movingSeconds == 0 ? durationSeconds : movingSeconds;
    }
}
