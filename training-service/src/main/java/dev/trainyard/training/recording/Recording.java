package dev.trainyard.training.recording;

import dev.trainyard.training.activity.ActivityType;
import java.time.Instant;

/**
 * An activity as a device recorded it: what the file says, and what is computed from its samples.
 *
 * @param environment {@code indoor}, {@code outdoor} or {@code open_water}; null when it cannot be told
 * @param deviceSerial of the device that recorded it; null when the file does not say
 * @param movingSeconds null without samples and without a timer
 * @param distanceMeters null when nothing tells it, like {@code elevationGainMeters} and the heart rates
 * @param heartRates null without samples of it
 */
public record Recording(
        ActivityType type,
        String environment,
        String name,
        String notes,
        Long deviceSerial,
        Instant startedAt,
        int durationSeconds,
        Integer movingSeconds,
        Double distanceMeters,
        Double elevationGainMeters,
        Integer averageHeartRate,
        Integer maxHeartRate,
        HeartRates heartRates) {

    /** The same without what takes room. */
    public Recording withoutHeartRates() {
        return new Recording(
                type,
                environment,
                name,
                notes,
                deviceSerial,
                startedAt,
                durationSeconds,
                movingSeconds,
                distanceMeters,
                elevationGainMeters,
                averageHeartRate,
                maxHeartRate,
                null);
    }
}
