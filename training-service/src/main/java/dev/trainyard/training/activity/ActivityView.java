package dev.trainyard.training.activity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** What a client sees of an activity. */
record ActivityView(
        UUID id,
        ActivityType type,
        Instant startedAt,
        int durationSeconds,
        BigDecimal distanceMeters,
        BigDecimal elevationGainMeters,
        Integer averageHeartRate,
        Integer maxHeartRate,
        BigDecimal rpe,
        String name,
        String notes,
        String externalId,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static ActivityView of(Activity activity) {
        ActivityDraft draft = activity.draft();
        return new ActivityView(
                activity.id(),
                draft.type(),
                draft.startedAt(),
                draft.durationSeconds(),
                draft.distanceMeters(),
                draft.elevationGainMeters(),
                draft.averageHeartRate(),
                draft.maxHeartRate(),
                draft.rpe(),
                draft.name(),
                draft.notes(),
                draft.externalId(),
                activity.createdAt(),
                activity.updatedAt(),
                activity.version());
    }
}
