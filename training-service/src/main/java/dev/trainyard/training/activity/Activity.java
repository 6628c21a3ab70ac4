package dev.trainyard.training.activity;

import dev.trainyard.training.activityload.ActivityLoad;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An activity as it is stored: what its user set, and what we keep about it.
 *
 * @param day its calendar day in its user's time zone
 * @param timeInZones null without a heart-rate stream, or without zones on its day
 */
record Activity(
        UUID id,
        long version,
        ActivityDraft draft,
        LocalDate day,
        List<ActivityLoad> loads,
        List<TimeInZone> timeInZones,
        Instant createdAt,
        Instant updatedAt) {}
