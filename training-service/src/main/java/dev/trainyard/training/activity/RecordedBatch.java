package dev.trainyard.training.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What became of a batch of activities.
 *
 * @param activities in the order in which they were sent
 */
record RecordedBatch(long created, long existing, List<RecordedActivity> activities) {

    /** What became of one. */
    record RecordedActivity(UUID id, RecordedStatus status) {}

    /** Whether an activity is new. Public since OpenAPI reads the codes by reflection. */
    public enum RecordedStatus {
        CREATED,
        /** The user has an activity of this external id, which stays as it is. */
        EXISTING;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RecordedBatch of(List<RecordedActivity> activities) {
        long created = activities.stream()
                .filter(activity -> activity.status() == RecordedStatus.CREATED)
                .count();
        return new RecordedBatch(created, activities.size() - created, activities);
    }
}
