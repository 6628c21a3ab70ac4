package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.activity.ActivityType;
import dev.trainyard.training.recording.Recording;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;

/**
 * An activity that an import made, or, as a dry run, would make.
 *
 * @param id null of a dry run
 * @param entry its place in a zip; null of a file that was sent by itself
 * @param heartRateSamples how many there are
 */
@JsonInclude
@RegisterForReflection
record ImportedActivity(
        UUID id,
        String entry,
        ActivityType type,
        String environment,
        String name,
        Instant startedAt,
        int durationSeconds,
        Integer movingSeconds,
        BigDecimal distanceMeters,
        BigDecimal elevationGainMeters,
        Integer averageHeartRate,
        Integer maxHeartRate,
        int heartRateSamples,
        String externalId) {

    static ImportedActivity of(Found found, UUID id) {
        Recording recording = found.recording();
        return new ImportedActivity(
                id,
                found.entry(),
                found.type(),
                recording.environment(),
                found.name(),
                recording.startedAt(),
                recording.durationSeconds(),
                recording.movingSeconds(),
                centimeters(recording.distanceMeters()),
                centimeters(recording.elevationGainMeters()),
                recording.averageHeartRate(),
                recording.maxHeartRate(),
                found.heartRates() == null ? 0 : found.heartRates().samples(),
                found.externalId());
    }

    /** As it is stored: to the centimetre. */
    static BigDecimal centimeters(Double meters) {
        return meters == null ? null : BigDecimal.valueOf(meters).setScale(2, RoundingMode.HALF_UP);
    }
}
