package dev.trainyard.training.activityfile;

import dev.trainyard.training.activity.ActivityType;
import dev.trainyard.training.recording.Recording;
import java.time.Instant;

/**
 * An activity that was found in an upload, without what takes room.
 *
 * @param entry its place in a zip; null of a file that was sent by itself
 * @param heartRates where they are; null when there are none
 */
record Found(
        String entry,
        String externalId,
        ActivityType type,
        String name,
        String notes,
        Recording recording,
        Spool.Kept heartRates) {

    Instant startedAt() {
        return recording.startedAt();
    }

    int durationSeconds() {
        return recording.durationSeconds();
    }
}
