package dev.trainyard.training.activity;

import dev.trainyard.training.activityload.ActivityLoad;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a client sees of an activity.
 *
 * @param day its calendar day in its user's time zone
 * @param timeInZones null without a heart-rate stream, or without zones on its day
 */
record ActivityView(
        UUID id,
        ActivityType type,
        Environment environment,
        Instant startedAt,
        LocalDate day,
        int durationSeconds,
        Integer movingSeconds,
        BigDecimal distanceMeters,
        BigDecimal elevationGainMeters,
        Integer averageHeartRate,
        Integer maxHeartRate,
        BigDecimal rpe,
        String name,
        String notes,
        String externalId,
        List<ActivityLoad> loads,
        List<TimeInZone> timeInZones,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static ActivityView of(Activity activity) {
        ActivityDraft draft = activity.draft();
        return new ActivityView(
                activity.id(),
                draft.type(),
                draft.environment(),
                draft.startedAt(),
                activity.day(),
                draft.durationSeconds(),
                draft.movingSeconds(),
                draft.distanceMeters(),
                draft.elevationGainMeters(),
                draft.averageHeartRate(),
                draft.maxHeartRate(),
                draft.rpe(),
                draft.name(),
                draft.notes(),
                draft.externalId(),
                activity.loads(),
                activity.timeInZones(),
                activity.createdAt(),
                activity.updatedAt(),
                activity.version());
    }
}
